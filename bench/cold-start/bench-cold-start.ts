import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync, zipSync } from "fflate";
import { FUNCTIONS } from "../../functions/all-functions";
import { packageLambda } from "../../modules/platform/lambda/lambda-package";
import { table } from "../table";
import { atMost, type BenchResult } from "../target";
import { bundlePlainly } from "./bundle-plainly";
import { deployedEnvironments, type Environment } from "./deployed-environments";
import { measureLoads } from "./measure-loads";

const STARTS = 9;
/** KB of the zip. */
const SIZE = 300;
/** Milliseconds of CPU. */
const LOAD = 120;

interface Figures {
  readonly name: string;
  readonly size: number;
  readonly load: number;
  readonly baselineSize: number;
  readonly baselineLoad: number;
}

/** How large each Lambda's zip is, and how long its code takes to load: as it is, and as esbuild makes it by itself. */
export function benchColdStart(): BenchResult {
  const directory = mkdtempSync(join(tmpdir(), "devvm-bench-"));
  try {
    const environments = deployedEnvironments(join(directory, "out"));
    return judge(FUNCTIONS.map(({ name }) => measure(name, environments.get(name) ?? {}, directory)));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function measure(name: string, environment: Environment, directory: string): Figures {
  const { path, size } = packageLambda(name);
  const code = unzipSync(readFileSync(path))["index.js"] ?? new Uint8Array();
  const plain = bundlePlainly(name);
  const files = [write(join(directory, name), code), write(join(directory, `${name}-plain`), plain)];
  const [load = Number.NaN, baselineLoad = Number.NaN] = measureLoads(files, environment, STARTS);
  return {
    name,
    size,
    load,
    baselineSize: zipSync({ "index.js": plain }, { level: 9 }).length,
    baselineLoad,
  };
}

function write(folder: string, code: Uint8Array): string {
  const file = join(folder, "index.js");
  mkdirSync(folder);
  writeFileSync(file, code);
  return file;
}

function judge(figures: readonly Figures[]): BenchResult {
  return {
    text: table([
      ["", "zip", "baseline", "ours is smaller", "CPU to load", "baseline", "ours is faster"],
      ...figures.map(({ name, size, load, baselineSize, baselineLoad }) => [
        name,
        ...[kilobytes(size), kilobytes(baselineSize), times(baselineSize / size)],
        ...[milliseconds(load), milliseconds(baselineLoad), times(baselineLoad / load)],
      ]),
    ]),
    targets: figures.flatMap(({ name, size, load }) => [
      atMost(`zip of ${name}`, SIZE * 1024, size, kilobytes),
      atMost(`CPU to load ${name}`, LOAD, load, milliseconds),
    ]),
  };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} KB`;
}

function milliseconds(value: number): string {
  return `${value.toFixed(0)} ms`;
}

function times(value: number): string {
  return `${value.toFixed(1)} times`;
}
