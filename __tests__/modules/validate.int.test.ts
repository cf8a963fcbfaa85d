import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { findTerraform } from "../../local/tools/terraform/find-terraform";
import { runTerraform } from "../../local/tools/terraform/run";
import { terraformEnv } from "../../local/tools/terraform/terraform-env";
import { fleetYaml, manyDevelopers } from "../support/fleet-yaml";
import { type Synthesized, synthesizeConfig } from "../support/synthesize-config";

const AWS = { source: "aws", version: "5.100.0" };
const directory = mkdtempSync(join(tmpdir(), "devvm-validate-"));
const made: Synthesized[] = [];
/** Validated texts: the same JSON is validated only once. */
const valid = new Set<string>();
let terraform: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  terraform = await findTerraform();
  env = { ...process.env, ...terraformEnv(directory) };
});

afterAll(() => {
  for (const one of made) one.remove();
  rmSync(directory, { recursive: true, force: true });
});

interface Diagnostic {
  readonly severity: string;
  readonly range?: { readonly filename: string };
}

/** Terraform's errors, by stack. The stacks are modules of one configuration: Terraform reads the provider's schema
 * once for all of them, which takes most of the time.
 */
async function validate({ outDir }: Synthesized, stacks: readonly string[]): Promise<Record<string, string>> {
  const source = (stack: string) => relative(directory, join(outDir, "stacks", stack));
  const module = Object.fromEntries(stacks.map((stack) => [stack, { source: source(stack) }]));
  const root = { terraform: { required_providers: { aws: AWS } }, module };
  writeFileSync(join(directory, "main.tf.json"), JSON.stringify(root));
  const options = { terraform, cwd: directory, env };
  const { code, stderr } = await runTerraform(["init", "-input=false", "-no-color"], options);
  if (code !== 0) throw new Error(stderr);
  const { stdout } = await runTerraform(["validate", "-json"], options);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] };
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const elsewhere = errors.filter((error) => !stacks.some((stack) => isIn(error, source(stack))));
  if (elsewhere.length > 0) throw new Error(JSON.stringify(elsewhere));
  const found = stacks.map((stack) => {
    const own = errors.filter((error) => isIn(error, source(stack)));
    return [stack, own.length === 0 ? "valid" : JSON.stringify(own)] as const;
  });
  return Object.fromEntries(found);
}

function isIn({ range }: Diagnostic, folder: string): boolean {
  return range?.filename.startsWith(`${folder}/`) ?? false;
}

/** Validates the stacks whose text was not validated before. */
async function expectValid(synthesized: Synthesized): Promise<void> {
  const unknown = [...synthesized.texts].filter(([, text]) => !valid.has(text));
  if (unknown.length === 0) return;
  const names = unknown.map(([stack]) => stack);
  expect(await validate(synthesized, names)).toEqual(
    Object.fromEntries(names.map((stack) => [stack, "valid"])),
  );
  for (const [, text] of unknown) valid.add(text);
}

describe.each(["none", "single", "per-az"] as const)(
  "Terraform finds every stack valid with NAT %s",
  (nat) => {
    test.each([1, 40])(
      "and %i developers",
      async (count) => {
        const synthesized = synthesizeConfig(fleetYaml({ nat, azs: 3, developers: manyDevelopers(count) }));
        made.push(synthesized);
        await expectValid(synthesized);
      },
      300_000,
    );
  },
);

test.each(["none", "single"] as const)(
  "Terraform finds the network valid with NAT %s, IPv6, endpoints and egress of its own",
  async (nat) => {
    const egress = [{ ports: "8000-8100", cidr: "10.9.0.0/24", description: "Previews" }];
    const reserved = [{ name: "office", cidr: "10.9.0.0/16" }];
    const network = { cidr: "10.0.0.0/16", azs: 3, nat, ipv6: true, egress, reserved };
    const synthesized = synthesizeConfig(fleetYaml({ extra: { network } }));
    made.push(synthesized);
    expect(await validate(synthesized, ["foundation"])).toEqual({ foundation: "valid" });
  },
  300_000,
);

test("Terraform reports an invalid stack", async () => {
  const synthesized = synthesizeConfig(fleetYaml());
  made.push(synthesized);
  const broken = (synthesized.texts.get("foundation") ?? "").replace(
    '"enable_dns_support"',
    '"enable_dns_suport"',
  );
  writeFileSync(join(synthesized.outDir, "stacks", "foundation", "cdk.tf.json"), broken);
  const { foundation } = await validate(synthesized, ["foundation"]);
  expect(foundation).toContain("enable_dns_suport");
}, 300_000);
