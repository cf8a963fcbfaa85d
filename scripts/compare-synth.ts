import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Command } from "commander";

/** One synthesized stack: its blocks by address, such as `resource.aws_vpc.main` or `output.address_plan`. */
type Blocks = ReadonlyMap<string, unknown>;
type Stacks = ReadonlyMap<string, Blocks>;

interface Options {
  readonly config: readonly string[];
  readonly ignoreCode: boolean;
}

const NO_BLOCKS: Blocks = new Map();
const ROOT = join(__dirname, "..");
const CONFIGS = ["devvms.yaml", "__tests__/fixtures/configs/complete.yaml"];
/** Values that depend only on a Lambda's code, or on a boot script. */
const CODE = /\.(source_code_hash|filename|source|source_hash|etag)$/;

/** Synthesizes with the commit's own code, without requiring a record of stateful resources. */
const SYNTHESIZE = `
import { App } from "cdktf";
import { readConfig } from "./modules/read-config";
import { buildStacks } from "./modules/stacks";
const [, , config = "", outdir = ""] = process.argv;
const app = new App({ outdir });
buildStacks(app, readConfig(config).config);
app.synth();
`;

/** @returns blocks by stack */
function synthesize(checkout: string, config: string): Stacks {
  const outdir = mkdtempSync(join(tmpdir(), "devvm-compare-out-"));
  const script = join(checkout, ".compare-synth.ts");
  try {
    writeFileSync(script, SYNTHESIZE);
    execFileSync(process.execPath, ["--import", "tsx", script, config, outdir], { cwd: checkout });
    const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));
    return new Map(
      Object.keys(stacks).map((name) => {
        const text = readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8");
        // Local state is in the checkout, whose folder is irrelevant.
        return [name, blocksOf(JSON.parse(text.replaceAll(checkout, ".")))];
      }),
    );
  } finally {
    rmSync(script, { force: true });
    rmSync(outdir, { recursive: true, force: true });
  }
}

function blocksOf(stack: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Blocks {
  const { "//": _metadata, resource = {}, data = {}, ...others } = stack;
  const twoLevels = Object.entries({ resource, data }).flatMap(([kind, types]) =>
    Object.entries(types).flatMap(([type, named]) =>
      Object.entries(named as object).map(([name, body]) => [`${kind}.${type}.${name}`, body] as const),
    ),
  );
  const oneLevel = Object.entries(others).flatMap(([kind, named]) =>
    Object.entries(named).map(([name, body]) => [`${kind}.${name}`, body] as const),
  );
  return new Map([...twoLevels, ...oneLevel]);
}

/** A worktree of the commit with this checkout's packages; `.` is this checkout as it is. */
function withCheckout<T>(commit: string, work: (directory: string) => T): T {
  if (commit === ".") return work(ROOT);
  const directory = mkdtempSync(join(tmpdir(), "devvm-compare-"));
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: ROOT, stdio: ["ignore", "ignore", "pipe"] });
  try {
    git("worktree", "add", "--detach", directory, commit);
    symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"));
    return work(directory);
  } finally {
    git("worktree", "remove", "--force", directory);
  }
}

/** Lines of the report: blocks in only one of the two, and attributes that differ. */
function differences(before: Stacks, after: Stacks, { ignoreCode }: Options): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  const lines = [...names].flatMap((stack) => {
    const [old, fresh] = [before.get(stack) ?? NO_BLOCKS, after.get(stack) ?? NO_BLOCKS];
    const addresses = new Set([...old.keys(), ...fresh.keys()]);
    return [...addresses].flatMap((address) => {
      const where = `${stack}/${address}`;
      if (!fresh.has(address)) return [`- ${where}`];
      if (!old.has(address)) return [`+ ${where}`];
      const paths = changedPaths(old.get(address), fresh.get(address), "");
      return paths.filter((path) => !(ignoreCode && CODE.test(path))).map((path) => `~ ${where}${path}`);
    });
  });
  return lines.sort();
}

function changedPaths(old: unknown, fresh: unknown, path: string): string[] {
  if (isDeepStrictEqual(old, fresh)) return [];
  const [before, after] = [parsed(old), parsed(fresh)];
  if (!isObject(before) || !isObject(after)) return [path];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const below = [...keys].flatMap((key) => changedPaths(before[key], after[key], `${path}.${key}`));
  return below.length > 0 ? below : [path];
}

/** Policies and settings are JSON in JSON: compare their parts, too. */
function parsed(value: unknown): unknown {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function main(before: string, after: string, options: Options): void {
  let found = 0;
  for (const config of options.config.map((file) => resolve(file))) {
    const old = withCheckout(before, (checkout) => synthesize(checkout, config));
    const fresh = withCheckout(after, (checkout) => synthesize(checkout, config));
    const lines = differences(old, fresh, options);
    const blocks = [...fresh.values()].reduce((sum, { size }) => sum + size, 0);
    console.log(`${config}: ${lines.length} differences in ${blocks} blocks`);
    for (const line of lines) console.log(`  ${line}`);
    found += lines.length;
  }
  process.exitCode = found > 0 ? 1 : 0;
}

new Command("npm run compare-synth --")
  .description(
    "Compares the Terraform JSON that two commits synthesize, resource by resource; exits with 1 where it differs.",
  )
  .argument("<before>", "a commit")
  .argument("[after]", "a commit, or . for the files as they are", ".")
  .option("--config <file...>", "config files, as they are now", CONFIGS)
  .option("--ignore-code", "leave out the hashes of Lambda code and boot scripts", false)
  .action(main)
  .parse();
