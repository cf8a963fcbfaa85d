import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import type { Person } from "../../../core/vm/names";
import { uid } from "../../../core/vm/uid";
import { Output } from "../../../local/tools/output";
import { deployStacks } from "../../../local/tools/terraform/deploy";
import { BACKLOG } from "../../../local/world/jira-site";
import { World } from "../../../local/world/world";
import { fleetYaml } from "../../support/fleet-yaml";
import { differences } from "./differences";
import { readVm, type VmFacts } from "./read-vm";

const CLIENT = "ClientA";
const BY_CONFIG: Person = { client: CLIENT, developer: "by-config" };
const BY_TICKET: Person = { client: CLIENT, developer: "by-ticket" };
const TICKETS = { [BY_CONFIG.developer]: "INFRA-1", [BY_TICKET.developer]: "INFRA-2" };

/** What differs between any two VMs: ids, addresses, times, and the zone, which follows from the person's uid. */
const EACH_ITS_OWN: readonly RegExp[] = [
  /^instance\.(?:InstanceId|ClientToken|LaunchTime|UsageOperationUpdateTime|SubnetId|Placement\.AvailabilityZone)$/,
  /^instance\.(?:.*\.)?(?:PrivateIpAddress|PrivateDnsName|MacAddress)$/,
  /^instance\.IamInstanceProfile\.Id$/,
  /^instance\.BlockDeviceMappings\.\d+\.Ebs\.(?:AttachTime|VolumeId)$/,
  /^instance\.NetworkInterfaces\.\d+\.(?:NetworkInterfaceId|SubnetId|Attachment\.(?:AttachTime|AttachmentId))$/,
  /^volumes\.\d+\.(?:VolumeId|CreateTime|AvailabilityZone|Attachments\.\d+\.(?:AttachTime|InstanceId|VolumeId))$/,
  /^role\.(?:RoleId|CreateDate|RoleLastUsed\..*)$/,
  /^profile\.(?:InstanceProfileId|CreateDate)$/,
  /^home\.(?:AccessPointId|AccessPointArn|ClientToken)$/,
  /\.Tags\.HomeAccessPoint$/,
];

/** What is different on purpose. */
const ON_PURPOSE: Readonly<Record<string, string>> = {
  "attributes.terminationProtected: true | false":
    "A ticket in its last status terminates its VM; a VM of the config goes by its entry alone.",
  "instance.BlockDeviceMappings.0.Ebs.DeleteOnTermination: false | true":
    "Before it terminates a VM, the ticket way takes a snapshot, and keeps that; Terraform keeps the volume.",
};

const directory = mkdtempSync(join(tmpdir(), "devvm-both-ways-"));
let world: World;
let byConfig: VmFacts;
let byTicket: VmFacts;

beforeAll(async () => {
  const configFile = join(directory, "devvms.yaml");
  const entry = { name: BY_CONFIG.developer, jira: TICKETS[BY_CONFIG.developer] };
  writeFileSync(configFile, fleetYaml({ databases: false, nat: "none", developers: [entry] }));
  world = await World.start({
    configFile,
    directory,
    begin: new Date(),
    output: new Output(new Writable({ write: (_text, _encoding, done) => done() }) as NodeJS.WriteStream),
    signal: new AbortController().signal,
  });
  const needed = world.stacks.map((group) => group.filter(({ name }) => name !== "fleet-clientb"));
  await deployStacks(needed, world.output);
  await world.goLive();
  await provisionByTicket();
  await world.settle();
  const where = { endpoint: world.emulator.url, region: world.config.region, project: world.config.project };
  byConfig = neutral(await readVm(where, BY_CONFIG), BY_CONFIG);
  byTicket = neutral(await readVm(where, BY_TICKET), BY_TICKET);
}, 30 * 60_000);

afterAll(async () => {
  await world?.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function provisionByTicket(): Promise<void> {
  const { jira, jiraConfig } = world;
  const key = TICKETS[BY_TICKET.developer] ?? "";
  const fields = {
    [jiraConfig.fields.client]: BY_TICKET.client,
    [jiraConfig.fields.developer]: BY_TICKET.developer,
  };
  jira.createIssue({ key, status: BACKLOG, fields });
  await jira.settled();
  jira.moveIssue(key, jiraConfig.statuses.provision);
}

/** With the same words for what names the person: their name, their uid, their ticket. */
function neutral(facts: VmFacts, person: Person): VmFacts {
  const text = JSON.stringify(facts)
    .replaceAll(person.developer, "developer")
    .replaceAll(String(uid(person)), "4711")
    .replaceAll(TICKETS[person.developer] ?? "", "INFRA-0");
  return JSON.parse(text);
}

test("both ways make the same VM", () => {
  const own = (path: string) => EACH_ITS_OWN.some((pattern) => pattern.test(path));
  const found = differences(byConfig, byTicket).filter((one) => !own(one.split(": ")[0] ?? ""));
  expect(found.sort()).toEqual(Object.keys(ON_PURPOSE).sort());
});
