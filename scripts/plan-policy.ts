import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { Command } from "commander";
import { readConfig, UnusableConfigError } from "../modules/read-config";
import { buildStacks } from "../modules/stacks";
import { evaluate } from "../plan-policy/evaluate";
import { Plan } from "../plan-policy/plan";
import { report } from "../plan-policy/report";
import { RULES } from "../plan-policy/rules";

/** Terraform JSON of every stack, as `cdktf synth` writes it. */
function synthesize(configFile: string): ReadonlyMap<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), "devvm-plan-policy-"));
  try {
    const app = new App({ outdir });
    buildStacks(app, readConfig(configFile).config);
    app.synth();
    const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));
    const textOf = (name: string) => readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8");
    return new Map(Object.keys(stacks).map((name) => [name, textOf(name)]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function main({ config, json }: { readonly config: string; readonly json?: boolean }): void {
  try {
    const evaluation = evaluate(Plan.read(synthesize(config)), RULES);
    console.log(json ? JSON.stringify(evaluation, null, 2) : report(evaluation));
    process.exitCode = evaluation.problems.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UnusableConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

new Command("plan-policy")
  .description("Checks the synthesized stacks against the plan policy; exits with 1 if they violate it")
  .option("--config <file>", "the fleet's config", "devvms.yaml")
  .option("--json", "problems as JSON")
  .action(main)
  .parse();
