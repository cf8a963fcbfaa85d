import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTerraform } from "../../local/tools/terraform/find-terraform";
import { runTerraform } from "../../local/tools/terraform/run";
import { terraformEnv } from "../../local/tools/terraform/terraform-env";
import { fleetYaml, manyDevelopers } from "../support/fleet-yaml";
import { type Synthesized, synthesizeConfig } from "../support/synthesize-config";

const LOCK_FILE = ".terraform.lock.hcl";
const directory = mkdtempSync(join(tmpdir(), "devvm-validate-"));
const made: Synthesized[] = [];
/** Texts that were found valid: the same JSON need not be asked twice. */
const valid = new Set<string>();
let terraform: string;
let env: NodeJS.ProcessEnv;

/** The providers are installed once; every stack uses that installation. */
beforeAll(async () => {
  terraform = await findTerraform();
  env = { ...process.env, ...terraformEnv(directory), TF_DATA_DIR: join(directory, "data") };
  const providers = { aws: { source: "aws", version: "5.100.0" } };
  writeFileSync(
    join(directory, "main.tf.json"),
    JSON.stringify({ terraform: { required_providers: providers } }),
  );
  const { code, stderr } = await runTerraform(["init", "-input=false", "-no-color"], {
    terraform,
    cwd: directory,
    env,
  });
  if (code !== 0) throw new Error(stderr);
}, 120_000);

afterAll(() => {
  for (const one of made) one.remove();
  rmSync(directory, { recursive: true, force: true });
});

async function validate(synthesized: Synthesized, stack: string): Promise<string> {
  const cwd = join(synthesized.outDir, "stacks", stack);
  copyFileSync(join(directory, LOCK_FILE), join(cwd, LOCK_FILE));
  const { stdout } = await runTerraform(["validate", "-json"], { terraform, cwd, env });
  const { valid: good, diagnostics } = JSON.parse(stdout);
  return good ? "valid" : JSON.stringify(diagnostics);
}

describe.each(["none", "single", "per-az"] as const)(
  "Terraform finds every stack valid with NAT %s",
  (nat) => {
    test.each([1, 40])(
      "and %i developers",
      async (count) => {
        const synthesized = synthesizeConfig(fleetYaml({ nat, azs: 3, developers: manyDevelopers(count) }));
        made.push(synthesized);
        for (const [stack, text] of synthesized.texts) {
          if (valid.has(text)) continue;
          expect(`${stack}: ${await validate(synthesized, stack)}`).toBe(`${stack}: valid`);
          valid.add(text);
        }
      },
      120_000,
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
    expect(await validate(synthesized, "foundation")).toBe("valid");
  },
  120_000,
);

test("Terraform does not find everything valid", async () => {
  const synthesized = synthesizeConfig(fleetYaml());
  made.push(synthesized);
  const broken = (synthesized.texts.get("foundation") ?? "").replace(
    '"enable_dns_support"',
    '"enable_dns_suport"',
  );
  writeFileSync(join(synthesized.outDir, "stacks", "foundation", "cdk.tf.json"), broken);
  expect(await validate(synthesized, "foundation")).toContain("enable_dns_suport");
}, 60_000);
