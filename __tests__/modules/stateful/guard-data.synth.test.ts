import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { App } from "cdktf";
import { parseConfig } from "../../../core/config/parse";
import { buildStacks } from "../../../modules/stacks";
import { guardData } from "../../../modules/stateful/guard-data";
import { recordFile, writeRecord } from "../../../modules/stateful/record";
import { statefulResources } from "../../../modules/stateful/stateful-resources";
import { type FleetYamlOptions, fleetYaml } from "../../support/fleet-yaml";
import { runScript } from "../../support/run-script";

const directory = mkdtempSync(join(tmpdir(), "devvm-stateful-"));
const file = join(directory, "fleet.yaml");
const S3 = { state: { backend: "s3", bucket: "acme-state" } };
afterAll(() => rmSync(directory, { recursive: true, force: true }));
beforeEach(() => rmSync(recordFile(file), { force: true }));

function built(options: FleetYamlOptions) {
  const { config } = parseConfig(fleetYaml(options), file);
  const app = new App();
  buildStacks(app, config);
  return { app, config };
}

const guarded = (options: FleetYamlOptions) => () => {
  const { app, config } = built(options);
  guardData(app, config, file);
};
const recorded = (options: FleetYamlOptions) => writeRecord(file, statefulResources(built(options).app));

test("a first try, with its state in files, needs no record", () => {
  expect(guarded({})).not.toThrow();
});

test("a deployment with its state in S3 needs a record, and the error describes how to create it", () => {
  expect(guarded({ extra: S3 })).toThrow(/fleet\.stateful\.json is missing[\s\S]*npm run stateful/);
});

test.each([
  ["all databases", { databases: false }, /dev-vm-mysql\) would be destroyed[\s\S]*dev-vm-postgres/],
  [
    "one database",
    {
      databases: false,
      extra: { databases: { postgres: { instanceClass: "db.t4g.small", storageGb: 100 } } },
    },
    /mysql_instance_\w+ \(dev-vm-mysql\) would be destroyed/,
  ],
  [
    "the project's name",
    { extra: { project: "other" } },
    /creation_token "dev-vm-homes" becomes "other-homes"/,
  ],
])(
  "a config that drops %s is rejected, with the affected resources and the next step",
  (_what, options, message) => {
    recorded({});
    expect(guarded(options)).toThrow(message);
    expect(guarded(options)).toThrow(/Restore it[\s\S]*docs\/remove-data\.md/);
  },
);

test.each([
  ["a client", { developers: [] }],
  ["the tickets", { jira: false }],
  ["nothing", {}],
])("a config that drops %s is accepted", (_what, options) => {
  recorded({});
  expect(guarded(options)).not.toThrow();
});

test("a new database must be recorded before it is deployed", () => {
  recorded({ databases: false });
  expect(guarded({})).toThrow(/not complete[\s\S]*mysql_instance_\w+ is new[\s\S]*npm run stateful/);
});

test("code that no longer creates the file system is rejected even without a record", () => {
  const { app, config } = built({});
  const homes = app.node.findAll().find((node) => node instanceof EfsFileSystem);
  homes?.node.scope?.node.tryRemoveChild("file-system");
  expect(() => guardData(app, config, file)).toThrow(
    /The code no longer creates[\s\S]*efs_file_system\.homes_file-system_\w+ \(dev-vm-homes\)[\s\S]*moveFromId/,
  );
});

test("npm run stateful removes only the given resources, and only after the config has dropped them", async () => {
  const command = async (options: FleetYamlOptions, ...args: string[]) => {
    writeFileSync(file, fleetYaml(options));
    process.env["DEVVM_CONFIG"] = file;
    const { code, output } = await runScript("scripts/stateful.ts", args);
    delete process.env["DEVVM_CONFIG"];
    return { code, output };
  };
  const names = () =>
    existsSync(recordFile(file))
      ? (readFileSync(recordFile(file), "utf8").match(/dev-vm-(mysql|postgres)/g) ?? [])
      : [];
  expect((await command({})).code).toBe(0);
  expect(names()).toHaveLength(2);

  const dropped = await command({ databases: false });
  expect(dropped).toMatchObject({ code: 1, output: expect.stringContaining("--retire") });
  const mysql = /foundation\/aws_db_instance\.mysql\w+/.exec(dropped.output)?.[0] ?? "";
  const postgres = /foundation\/aws_db_instance\.postgres\w+/.exec(dropped.output)?.[0] ?? "";
  expect(await command({}, "--retire", mysql)).toMatchObject({
    code: 1,
    output: expect.stringContaining("Still in"),
  });
  expect((await command({ databases: false }, "--retire", mysql)).code).toBe(1);
  expect((await command({ databases: false }, "--retire", "foundation/nothing", mysql)).code).toBe(1);
  expect(names()).toHaveLength(2);
  expect((await command({ databases: false }, "--retire", mysql, postgres)).code).toBe(0);
  expect(names()).toEqual([]);
}, 120_000);
