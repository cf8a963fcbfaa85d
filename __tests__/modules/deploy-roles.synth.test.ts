import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fleetYaml } from "../support/fleet-yaml";
import { resourcesOf, synthesizeConfig } from "../support/synthesize-config";

function bootstrapOf(deploy?: object) {
  const made = synthesizeConfig(
    fleetYaml({ developers: [], databases: false, ...(deploy ? { extra: { deploy } } : {}) }),
  );
  made.remove();
  return made.stack("bootstrap");
}

const bootstrap = bootstrapOf({ github: { repository: "acme/dev-vm" } });

test("the deploy role has the guard before anything that it may do", () => {
  const attached = resourcesOf(bootstrap, "aws_iam_role_policy_attachment");
  const ofDeploy = attached.filter(([, { role }]) => String(role).includes("roles_deploy_"));
  const [guard = "", ...others] = ofDeploy.map(([name]) => name).sort((a) => (a.includes("guard") ? -1 : 1));
  expect(guard).toContain("guard");
  expect(others).toHaveLength(4);
  for (const [name, { depends_on }] of ofDeploy.filter(([one]) => one !== guard))
    expect([name, depends_on]).toEqual([name, [`aws_iam_role_policy_attachment.${guard}`]]);
});

test("the plan role can read and nothing else", () => {
  const attached = resourcesOf(bootstrap, "aws_iam_role_policy_attachment");
  const ofPlan = attached.filter(([, { role }]) => String(role).includes("roles_plan_"));
  expect(ofPlan.map(([, { policy_arn }]) => policy_arn)).toEqual([
    expect.stringMatching(/aws_iam_policy\.roles_read_/),
  ]);
});

test.each([
  ["made where the config says so", { github: { repository: "acme/dev-vm" } }, 1],
  ["not made where there is one", { github: { repository: "acme/dev-vm", provider: "existing" } }, 0],
  ["not made without GitHub", undefined, 0],
])("the OIDC provider is %s", (_what, deploy, count) => {
  expect(resourcesOf(bootstrapOf(deploy), "aws_iam_openid_connect_provider")).toHaveLength(count);
});

test("the workflows run where the roles trust them", () => {
  const workflow = (name: string) =>
    readFileSync(join(__dirname, "../../.github/workflows", `${name}.yml`), "utf8");
  expect(workflow("deploy")).toContain("environment: production");
  expect(workflow("plan")).toMatch(/^on:\n {2}pull_request:/m);
  for (const name of ["deploy", "plan"]) expect(workflow(name)).not.toMatch(/cdktf deploy .*bootstrap/);
  const outputs = Object.keys(JSON.parse(JSON.stringify(bootstrap)).output);
  expect(outputs).toEqual(["deploy_role_arn", "plan_role_arn"]);
});
