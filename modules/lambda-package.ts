import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { type ZippableFile, zipSync } from "fflate";

/** A Lambda's deployment package. */
export interface LambdaPackage {
  readonly path: string;
  /** SHA-256 of the zip, base64, as Lambda's own `CodeSha256`. */
  readonly codeSha256: string;
  /** Bytes. */
  readonly size: number;
}

const ROOT = join(__dirname, "..");
/** Any constant will do; zip cannot say less than 1980. */
const MODIFIED = new Date("1980-01-02T00:00:00Z");
const READABLE_FILE = 0o100644 << 16;
const UNIX = 3;

/**
 * Bundles `functions/<name>/handler.ts` and zips it. The bytes depend on the sources and the locked dependencies
 * alone: not on the folder, the clock or the machine, so an unchanged function plans clean everywhere.
 */
export function packageLambda(name: string, outDir = join(ROOT, "dist", "functions")): LambdaPackage {
  const path = join(outDir, `${name}.zip`);
  const known = packaged.get(path);
  if (known) return known;
  const zip = zipped(bundle(name));
  mkdirSync(outDir, { recursive: true });
  writeFileSync(path, zip);
  const codeSha256 = createHash("sha256").update(zip).digest("base64");
  const made = { path, codeSha256, size: zip.length };
  packaged.set(path, made);
  return made;
}

/** Packages made by this process: the sources do not change under it. */
const packaged = new Map<string, LambdaPackage>();

function bundle(name: string): Uint8Array {
  const { outputFiles } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [`functions/${name}/handler.ts`],
    bundle: true,
    minify: true,
    write: false,
    platform: "node",
    target: "node22",
    format: "cjs",
    // Of packages that ship both, the ES module is the one that tree-shakes.
    mainFields: ["module", "main"],
    legalComments: "none",
    outfile: "index.js",
  });
  const code = outputFiles[0]?.contents;
  if (!code) throw new Error(`esbuild made nothing of functions/${name}/handler.ts`);
  return code;
}

function zipped(code: Uint8Array): Uint8Array {
  const file: ZippableFile = [code, { attrs: READABLE_FILE, os: UNIX }];
  return zipSync({ "index.js": file }, { mtime: localTime(MODIFIED), level: 9 });
}

/** Zip times have no zone: the library writes the local clock, so the machine's zone must be taken out. */
function localTime(utc: Date): Date {
  return new Date(utc.getTime() + utc.getTimezoneOffset() * 60_000);
}
