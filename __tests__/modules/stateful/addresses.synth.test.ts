import { App } from "cdktf";
import { parse, stringify } from "yaml";
import { parseConfig } from "../../../core/config/parse";
import { buildStacks } from "../../../modules/stacks";
import { compare, losses } from "../../../modules/stateful/compare";
import { listedFor } from "../../../modules/stateful/listed";
import { addresses } from "../../../modules/stateful/stateful-addresses.json";
import { keyOf, statefulResources } from "../../../modules/stateful/stateful-resources";
import { type FleetYamlOptions, fleetYaml } from "../../support/fleet-yaml";
import { synthesizeConfig } from "../../support/synthesize-config";

const WHAT_TO_DO =
  "modules/stateful/stateful-addresses.json and the code differ, and a deployment would lose data. Renamed or moved a construct? " +
  "Give the resource moveFromId with the old address, and list the new one. A new resource? Give it prevent_destroy, " +
  "and list it; or list it as reproducible, with the reason.";

const mysql = { mysql: { instanceClass: "db.t4g.small", storageGb: 20 } };
const VARIANTS: [string, FleetYamlOptions][] = [
  ["with everything", { extra: { deploy: { github: { repository: "acme/dev-vm" } } } }],
  ["without databases and tickets", { databases: false, jira: false }],
  ["with one database", { databases: false, extra: { databases: mysql } }],
  ["without a way out, over three zones", { nat: "none", azs: 3 }],
  [
    "of another project, Region and state",
    {
      extra: { project: "other", region: "eu-central-1", state: { backend: "s3", bucket: "acme-state" } },
    },
  ],
  ["without developers", { developers: [] }],
];

describe.each(VARIANTS)("a deployment %s", (_what, options) => {
  const yaml = fleetYaml(options);
  const { config } = parseConfig(yaml, "devvms.yaml");
  const app = new App();
  buildStacks(app, config);
  const made = statefulResources(app);
  const differences = compare(listedFor(config), made);

  test("keeps the addresses and identities of all stateful resources", () => {
    const lost = losses(differences);
    expect(lost.length > 0 ? [WHAT_TO_DO, ...lost] : []).toEqual([]);
  });

  test("creates no stateful resource that is not listed", () => {
    const added = differences.added.map((one) => JSON.stringify(one));
    expect(added.length > 0 ? [WHAT_TO_DO, ...added] : []).toEqual([]);
  });

  test("prevents plans from destroying stateful resources", () => {
    const synthesized = synthesizeConfig(yaml);
    synthesized.remove();
    for (const one of made) {
      const [type = "", name = ""] = one.address.split(".");
      const { lifecycle } = synthesized.stack(one.stack).resource[type]?.[name] ?? {};
      expect([keyOf(one), lifecycle]).toEqual([
        keyOf(one),
        expect.objectContaining({ prevent_destroy: true }),
      ]);
    }
  });
});

test("the list names each resource once", () => {
  const keys = addresses.map(keyOf);
  expect(new Set(keys).size).toBe(keys.length);
});

test("an address that the code does not create is reported with the next step", () => {
  const { config } = parseConfig(fleetYaml(), "devvms.yaml");
  const listed = listedFor(config);
  const [first] = listed;
  if (!first) throw new Error("the list is empty");
  const renamed = { ...first, address: `${first.address}_before` };
  expect(losses(compare([renamed], listed))).toEqual([expect.stringContaining("would be destroyed")]);
  const other = { ...first, identity: { ...first.identity, engine: "other" } };
  expect(losses(compare([other], listed))).toEqual([expect.stringContaining('engine "other" becomes')]);
});

test("removing an entry or a client drops no stateful resource", () => {
  const whole = parse(fleetYaml({ developers: ["john-smith", "jane-doe"] }));
  const built = (clients: unknown) => {
    const app = new App();
    buildStacks(app, parseConfig(stringify({ ...whole, clients }), "devvms.yaml").config);
    return statefulResources(app);
  };
  expect(built([])).toEqual(built(whole.clients));
});
