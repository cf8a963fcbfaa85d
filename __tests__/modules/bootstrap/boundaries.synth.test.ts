import type { Deployment } from "../../../core/aws/deployment";
import { serviceBoundary } from "../../../core/policies/service-boundary";
import { fleetYaml } from "../../support/fleet-yaml";
import { resourcesOf, synthesizeConfig } from "../../support/synthesize-config";

const made = synthesizeConfig(fleetYaml({ developers: ["john-smith"] }));
afterAll(() => made.remove());

const deployment: Deployment = {
  partition: "aws",
  region: "us-east-1",
  account: "123456789012",
  project: "dev-vm",
};
const possible = serviceBoundary(deployment).Statement.flatMap(({ Action }) => [Action].flat());

/** Inline policies by role. */
function inlineOf(stack: string): [role: string, actions: string[]][] {
  return resourcesOf(made.stack(stack), "aws_iam_role_policy").map(([, { role, policy }]) => {
    const { Statement } = JSON.parse(String(policy)) as {
      Statement: { Effect: string; Action: string | string[] }[];
    };
    const allowed = Statement.filter(({ Effect }) => Effect === "Allow");
    return [String(role), allowed.flatMap(({ Action }) => [Action].flat())];
  });
}

test.each([
  ["foundation", "dev-vm-service-boundary"],
  ["platform", "dev-vm-service-boundary"],
  ["fleet-clienta", "boundary_arn"],
])("every role of %s has the boundary", (stack, boundary) => {
  const roles = resourcesOf(made.stack(stack), "aws_iam_role").map(([name, body]) => [
    name,
    String(body["permissions_boundary"]).includes(boundary),
  ]);
  expect(roles.length).toBeGreaterThan(0);
  expect(roles.filter(([, bounded]) => !bounded)).toEqual([]);
});

test.each(["foundation", "platform"])("the boundary of %s allows all permissions of its roles", (stack) => {
  const patterns = possible.map((glob) => new RegExp(`^${glob.replaceAll("*", ".*")}$`));
  const beyond = inlineOf(stack).flatMap(([role, actions]) =>
    actions.filter((action) => !patterns.some((one) => one.test(action))).map((action) => [role, action]),
  );
  expect(inlineOf(stack).length).toBeGreaterThan(0);
  expect(beyond).toEqual([]);
});

test("bootstrap, which the deploy role cannot change, creates the boundaries and the role that deletes old backups", () => {
  const bootstrap = made.stack("bootstrap");
  const policies = resourcesOf(bootstrap, "aws_iam_policy").map(([, { name }]) => name);
  expect(policies).toEqual(expect.arrayContaining(["dev-vm-service-boundary", "dev-vm-vm-boundary"]));
  const roles = resourcesOf(bootstrap, "aws_iam_role").map(([, { name }]) => name);
  expect(roles).toContain("dev-vm-backup");
  const [, selection] = resourcesOf(made.stack("foundation"), "aws_backup_selection")[0] ?? [];
  expect(selection?.["iam_role_arn"]).toMatch(/:role\/dev-vm-backup$/);
});
