import { FUNCTIONS, TIMERS } from "../../functions/all-functions";
import { fleetYaml, manyDevelopers } from "../support/fleet-yaml";
import { resourcesOf, type Synthesized, synthesizeConfig } from "../support/synthesize-config";

const made: Synthesized[] = [];
function synthesized(yaml: string): Synthesized {
  const one = synthesizeConfig(yaml);
  made.push(one);
  return one;
}
afterAll(() => {
  for (const one of made) one.remove();
});

function changedStacks(before: Synthesized, after: Synthesized): string[] {
  const names = new Set([...before.texts.keys(), ...after.texts.keys()]);
  return [...names].filter((name) => before.texts.get(name) !== after.texts.get(name)).sort();
}

describe("one stack per client", () => {
  const before = synthesized(fleetYaml({ developers: ["john-smith", "jane-doe"] }));

  test("the stacks are bootstrap, foundation, platform, and one for each client", () => {
    expect([...before.texts.keys()].sort()).toEqual([
      "bootstrap",
      "fleet-clienta",
      "fleet-clientb",
      "foundation",
      "platform",
    ]);
  });

  test("the platform has exactly the functions and timers of the list", () => {
    const platform = before.stack("platform");
    const namesOf = (type: string, field: string) =>
      resourcesOf(platform, type).map(([, body]) => (body as Record<string, unknown>)[field]);
    expect(namesOf("aws_lambda_function", "function_name").sort()).toEqual(
      FUNCTIONS.map(({ name }) => `dev-vm-${name}`),
    );
    expect(namesOf("aws_scheduler_schedule", "name").sort()).toEqual(
      TIMERS.map(({ name }) => `dev-vm-${name}`).sort(),
    );
  });

  test("the same config produces byte-identical JSON", () => {
    expect(changedStacks(before, synthesized(fleetYaml({ developers: ["john-smith", "jane-doe"] })))).toEqual(
      [],
    );
  });

  test.each([
    ["an instance type is edited", ["john-smith", { name: "jane-doe", instanceType: "t3.large" }]],
    ["an operating system is edited", ["john-smith", { name: "jane-doe", os: "RHEL9" }]],
    ["a schedule is edited", ["john-smith", { name: "jane-doe", schedule: "always-on" }]],
    ["a ticket is named", ["john-smith", { name: "jane-doe", jira: "INFRA-7" }]],
    ["a developer is added", ["john-smith", "jane-doe", "amir-khan"]],
    ["a developer is removed", ["john-smith"]],
  ])("when %s, only that client's stack changes", (_what, developers) => {
    expect(changedStacks(before, synthesized(fleetYaml({ developers })))).toEqual(["fleet-clienta"]);
  });

  test("each operating system's image parameter is read once, however many VMs have it", () => {
    const developers = [...manyDevelopers(3), { name: "jane-doe", os: "RHEL9" }];
    const { data } = synthesized(fleetYaml({ developers })).stack("fleet-clienta");
    const names = Object.values(data["aws_ssm_parameter"] ?? {}).map(({ name }) => name);
    expect(names.sort()).toEqual(["/imagebuilder/dev-vm/amazonlinux2023", "/imagebuilder/dev-vm/rhel9"]);
  });

  test("the order of the entries does not matter to any resource", () => {
    const turned = synthesized(fleetYaml({ developers: ["jane-doe", "john-smith"] }));
    expect(turned.stack("fleet-clienta").resource).toEqual(before.stack("fleet-clienta").resource);
  });

  test("removing one entry leaves the other entries' resources untouched", () => {
    const after = synthesized(fleetYaml({ developers: ["john-smith"] })).stack("fleet-clienta");
    const original = before.stack("fleet-clienta");
    for (const type of Object.keys(after.resource)) {
      for (const [name, body] of resourcesOf(after, type))
        expect(original.resource[type]?.[name]).toEqual(body);
    }
    expect(resourcesOf(after, "aws_instance")).toHaveLength(1);
  });
});

describe("variants of the config", () => {
  test.each([
    ["none", 0, 0],
    ["single", 1, 1],
    ["per-az", 3, 1],
  ] as const)(
    "NAT %s over three zones makes %i NAT gateways and %i internet gateways",
    (nat, nats, gateways) => {
      const foundation = synthesized(fleetYaml({ nat, azs: 3 })).stack("foundation");
      expect(resourcesOf(foundation, "aws_nat_gateway")).toHaveLength(nats);
      expect(resourcesOf(foundation, "aws_internet_gateway")).toHaveLength(gateways);
      expect(resourcesOf(foundation, "aws_subnet")).toHaveLength(9);
    },
  );

  test("without databases and Jira there are no databases, and no Lambdas for tickets", () => {
    const { stack } = synthesized(fleetYaml({ databases: false, jira: false }));
    expect(resourcesOf(stack("foundation"), "aws_db_instance")).toEqual([]);
    const functions = resourcesOf(stack("platform"), "aws_lambda_function").map(
      ([, { function_name }]) => function_name,
    );
    const withoutTickets = FUNCTIONS.filter(({ name }) => !["jira-webhook", "provision"].includes(name));
    expect(functions.sort()).toEqual(withoutTickets.map(({ name }) => `dev-vm-${name}`));
    expect(resourcesOf(stack("platform"), "aws_apigatewayv2_api")).toEqual([]);
  });

  test.each([
    [
      { after: "20d", warnBefore: "3d" },
      { afterDays: 20, warnBeforeDays: 3 },
    ],
    ["off", undefined],
  ])("lifecycle and provision use the same rules for removals: dormancy %j", (dormancy, expected) => {
    const { stack } = synthesized(fleetYaml({ databases: false, extra: { scheduler: { dormancy } } }));
    const settings = Object.fromEntries(
      resourcesOf(stack("platform"), "aws_lambda_function").map(([, { function_name, environment }]) => {
        const { variables } = environment as { variables: { SETTINGS: string } };
        return [function_name, JSON.parse(variables.SETTINGS)];
      }),
    );
    expect(settings["dev-vm-lifecycle"].dormancy).toEqual(expected);
    expect(settings["dev-vm-provision"].dormancy).toEqual(expected);
  });

  test("40 developers make 40 VMs, roles, profiles and access points", () => {
    const fleet = synthesized(fleetYaml({ developers: manyDevelopers(40) })).stack("fleet-clienta");
    for (const type of ["aws_instance", "aws_iam_role", "aws_iam_instance_profile", "aws_efs_access_point"]) {
      expect(resourcesOf(fleet, type)).toHaveLength(40);
    }
  });
});
