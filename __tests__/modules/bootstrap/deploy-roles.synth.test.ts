import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { fleetYaml } from "../../support/fleet-yaml";
import { resourcesOf, synthesizeConfig } from "../../support/synthesize-config";

function bootstrapOf(deploy?: object) {
  const made = synthesizeConfig(
    fleetYaml({ developers: [], databases: false, ...(deploy ? { extra: { deploy } } : {}) }),
  );
  made.remove();
  return made.stack("bootstrap");
}

const bootstrap = bootstrapOf({ github: { repository: "acme/dev-vm" } });

test("the deploy role gets the guard before any permission", () => {
  const attached = resourcesOf(bootstrap, "aws_iam_role_policy_attachment");
  const ofDeploy = attached.filter(([, { role }]) => String(role).includes("roles_deploy_"));
  const [guard = "", ...others] = ofDeploy.map(([name]) => name).sort((a) => (a.includes("guard") ? -1 : 1));
  expect(guard).toContain("guard");
  expect(others).toHaveLength(4);
  for (const [name, { depends_on }] of ofDeploy.filter(([one]) => one !== guard))
    expect([name, depends_on]).toEqual([name, [`aws_iam_role_policy_attachment.${guard}`]]);
});

test("the plan role can only read", () => {
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

interface Job {
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}

function workflow(name: string) {
  const text = readFileSync(join(__dirname, "../../../.github/workflows", `${name}.yml`), "utf8");
  const parsed = parse(text) as Job & { readonly on: object; readonly jobs: Readonly<Record<string, Job>> };
  return { ...parsed, text };
}

test("the workflows run in the environments that the roles trust", () => {
  expect(workflow("deploy").jobs["deploy"]?.environment).toBe("production");
  expect(Object.keys(workflow("plan").on)).toEqual(["pull_request"]);
  const outputs = Object.keys(JSON.parse(JSON.stringify(bootstrap)).output);
  expect(outputs).toEqual(["deploy_role_arn", "plan_role_arn"]);
});

test("the deploy workflow applies the synthesized stacks, but never bootstrap", () => {
  const runs = workflow("deploy").jobs["deploy"]?.steps.flatMap(({ run }) => run ?? []);
  expect(runs).toEqual([
    "npm ci --ignore-scripts",
    "npx cdktf deploy foundation platform 'fleet-*' --skip-synth --auto-approve",
  ]);
});

describe.each(["deploy", "plan"])("in the workflow %s", (name) => {
  const { jobs, permissions } = workflow(name);
  const mayGetCredentials = (job: Job) => (job.permissions ?? permissions)?.["id-token"] === "write";
  const [trusted, ...others] = Object.values(jobs).filter(mayGetCredentials);

  test("one job may get credentials, and runs no scripts of packages", () => {
    expect(others).toEqual([]);
    for (const { run = "" } of trusted?.steps ?? []) {
      expect(run).not.toMatch(/\bnpm (ci|install)\b(?!.* --ignore-scripts)/);
      expect(run).not.toMatch(/\b(tsx|node)\b/);
    }
  });

  test("a job without credentials installs packages and synthesizes stacks before", () => {
    const before = jobs[trusted?.needs ?? ""];
    expect(before?.steps.flatMap(({ run }) => run ?? [])).toEqual(["npm ci", "npx tsx main.ts"]);
    expect(before?.permissions ?? permissions).toEqual({ contents: "read" });
  });
});
