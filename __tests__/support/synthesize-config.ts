import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { parseConfig } from "../../core/config/parse";
import { buildStacks } from "../../modules/stacks";

/** A stack's Terraform JSON, as far as tests look at it. */
export interface StackJson {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
  readonly provider: { readonly aws: readonly Record<string, unknown>[] };
  readonly terraform: Record<string, unknown>;
  readonly locals?: Readonly<Record<string, string>>;
}

export interface Synthesized {
  /** Cleaned up by `remove`. */
  readonly outDir: string;
  /** JSON text by stack name. */
  readonly texts: ReadonlyMap<string, string>;
  stack(name: string): StackJson;
  remove(): void;
}

/** Synthesizes all stacks of a config, as `main.ts` does. */
export function synthesizeConfig(yaml: string): Synthesized {
  const outDir = mkdtempSync(join(tmpdir(), "devvm-synth-"));
  const { config } = parseConfig(yaml, "devvms.yaml", { now: new Date("2026-06-01T00:00:00Z") });
  const app = new App({ outdir: outDir, context: { stateDirectory: "/state" } });
  buildStacks(app, config);
  app.synth();
  const manifest = JSON.parse(readFileSync(join(outDir, "manifest.json"), "utf8"));
  const texts = new Map(
    Object.keys(manifest.stacks).map((name) => [
      name,
      readFileSync(join(outDir, "stacks", name, "cdk.tf.json"), "utf8"),
    ]),
  );
  return {
    outDir,
    texts,
    stack: (name) => JSON.parse(texts.get(name) ?? "null"),
    remove: () => rmSync(outDir, { recursive: true, force: true }),
  };
}

/** Resources of one type, by name. */
export function resourcesOf(stack: StackJson, type: string): [string, Record<string, unknown>][] {
  return Object.entries(stack.resource[type] ?? {});
}
