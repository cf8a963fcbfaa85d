import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateDocumentCommand, SSMClient } from "@aws-sdk/client-ssm";
import { Testing } from "cdktf";
import { ssmMessenger } from "../../../functions/start-stop/messenger";
import { type Emulator, startEmulator } from "../../../local/aws/api/start-emulator";
import { startVmHost, type VmHost } from "../../../local/aws/vm/start-vm-host";
import { Commands } from "../../../local/world/commands";
import { WarnDocument } from "../../../modules/platform/functions/warn-document";
import { buildBootBundle } from "../../../userdata/build-boot-bundle";
import { type Fleet, JOHNS_TAGS, makeFleet, REGION } from "../aws/vm/fleet";

jest.setTimeout(120_000);

let aws: Emulator;
let fleet: Fleet;
let host: VmHost;
let ssm: SSMClient;
let commands: Commands;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "devvm-commands-"));
  aws = await startEmulator();
  fleet = await makeFleet(aws.url);
  await fleet.publish(buildBootBundle({ keepMaxMinutes: 60 }));
  host = startVmHost({ endpoint: aws.url, directory, region: REGION });
  ssm = new SSMClient({
    endpoint: aws.url,
    region: REGION,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
  commands = new Commands(aws, host, REGION);
});

afterAll(async () => {
  commands?.close();
  ssm?.destroy();
  await host?.stop();
  fleet?.close();
  await aws?.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** The document's content as Terraform would send it. */
function warnDocument(): string {
  const json = Testing.synthScope((scope) => new WarnDocument(scope, "warning", { project: "dev-vm" }));
  const { resource } = JSON.parse(json) as { resource: { aws_ssm_document: Record<string, unknown> } };
  const [document] = Object.values(resource.aws_ssm_document) as [{ content: string }];
  return document.content;
}

test("the warning reaches all users who are logged in on the VM, on every terminal", async () => {
  const id = await fleet.launch(JOHNS_TAGS);
  await host.boot(id);
  const terminal = join(host.root(id), "dev/pts/0");
  writeFileSync(terminal, "");
  expect(existsSync(terminal)).toBe(true);
  await ssm.send(
    new CreateDocumentCommand({ Name: "dev-vm-warn", DocumentType: "Command", Content: warnDocument() }),
  );

  await ssmMessenger(ssm, "dev-vm").warn([id], "18:00 Europe/Berlin");
  expect(await commands.runSent()).toBe(1);

  const said = "This VM will be stopped at 18:00 Europe/Berlin. To keep it running: devvm-extend 2h";
  const [result] = commands.of(id);
  expect(result).toMatchObject({ exitCode: 0, commands: [{ command: "wall", args: [said] }] });
  expect(readFileSync(terminal, "utf8")).toContain(said);
});

test("no value that means something to a shell is taken for the time", () => {
  const { parameters } = JSON.parse(warnDocument()) as {
    parameters: { StopsAt: { allowedPattern: string } };
  };
  const pattern = new RegExp(parameters.StopsAt.allowedPattern);
  expect(pattern.test("18:00 US/Eastern")).toBe(true);
  for (const bad of ["18:00 $(id)", "18:00 a; id", '18:00 "', "18:00 `id`", "18:00", "18:00 UTC\nid"]) {
    expect(pattern.test(bad)).toBe(false);
  }
});
