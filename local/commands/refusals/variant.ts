import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordFile } from "../../../modules/stateful/record";
import {
  TerraformError,
  type TerraformStackOptions,
  TerraformStackRunner,
} from "../../tools/terraform/stack";
import { type SynthesizedStack, synthesize } from "../../world/synthesize";
import { PROJECT_ROOT, type World } from "../../world/world";

/** The parts of a stack's JSON that the attempts edit. */
export interface StackJson {
  resource: Record<string, Record<string, Record<string, unknown>>>;
  output?: Record<string, unknown>;
}

/** The result of `main.ts` for an edited config: stacks in `outDir`, or the reason for the refusal. */
export interface Variant {
  readonly outDir: string;
  readonly stacks: readonly SynthesizedStack[];
  readonly refused?: string;
}

/** The deployed config's copy in the run's own folder, with its record in the same folder. */
export function configCopy({ options }: World): string {
  return join(options.directory, "deployed.yaml");
}

/**
 * Synthesizes an edited config.
 * @param recorded whether the deployment's record is copied next to it
 */
export async function synthesizeText(
  world: World,
  name: string,
  text: string,
  recorded: boolean,
): Promise<Variant> {
  const { directory, signal } = world.options;
  const configFile = join(directory, `${name}.yaml`);
  const outDir = join(directory, `${name}.out`);
  writeFileSync(configFile, text);
  if (recorded) cpSync(recordFile(configCopy(world)), recordFile(configFile));
  else rmSync(recordFile(configFile), { force: true });
  try {
    const options = { projectRoot: PROJECT_ROOT, configFile, outDir, stateDir: directory };
    return { outDir, stacks: (await synthesize({ ...options, signal })).stacks };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { outDir, stacks: [], refused: said.replaceAll(`${directory}/`, "") };
  }
}

/** A copy of the deployed stacks with one stack's JSON edited, as unreviewed code could. */
export function editStack(world: World, stack: string, edit: (json: StackJson) => StackJson): string {
  const outDir = join(world.options.directory, `edited-${stack}.out`);
  rmSync(outDir, { recursive: true, force: true });
  cpSync(world.outDir, outDir, { recursive: true });
  const file = join(outDir, "stacks", stack, "cdk.tf.json");
  writeFileSync(file, JSON.stringify(edit(JSON.parse(readFileSync(file, "utf8")))));
  return outDir;
}

/** Plans or applies one stack. @returns Terraform's error message; empty on success */
export async function attempt(
  action: "plan" | "apply",
  stack: string,
  outDir: string,
  options: TerraformStackOptions,
): Promise<string> {
  const runner = new TerraformStackRunner(stack, outDir, options);
  await runner.init();
  try {
    await (action === "plan" ? runner.plan() : runner.apply(() => undefined));
    return "";
  } catch (error) {
    if (!(error instanceof TerraformError)) throw error;
    return error.message;
  }
}
