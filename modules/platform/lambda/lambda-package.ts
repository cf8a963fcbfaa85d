import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type ZippableFile, zipSync } from "fflate";

/** A Lambda's deployment package. */
export interface LambdaPackage {
  readonly path: string;
  /** SHA-256 of the zip, base64, as Lambda's own `CodeSha256`. */
  readonly codeSha256: string;
  /** Bytes. */
  readonly size: number;
}

const ROOT = join(__dirname, "..", "..", "..");
const BUNDLER = "modules/platform/lambda/bundle.cjs";
const SOURCE_FOLDERS = ["core", "functions"];
const SOURCE_FILES = [BUNDLER, "package-lock.json", "tsconfig.json"];
/** Far more than any function needs. */
const MAX_CODE_BYTES = 64 * 1024 * 1024;
/** Any constant will do; zip has no dates before 1980. */
const MODIFIED = new Date("1980-01-02T00:00:00Z");
const READABLE_FILE = 0o100644 << 16;
const UNIX = 3;

/**
 * Bundles `functions/<name>/handler.ts` and zips it. The bytes depend only on the sources and the locked dependencies:
 * not on the folder, the clock or the machine, so an unchanged function has an empty plan everywhere. For the same
 * reason an existing package of the same sources is reused.
 */
export function packageLambda(name: string, outDir = join(ROOT, "dist", "functions")): LambdaPackage {
  // The file name never changes: Terraform would treat another name as new code.
  const path = join(outDir, sourcesKey(), `${name}.zip`);
  if (!existsSync(path)) putFile(path, zipped(bundle(name)));
  const zip = readFileSync(path);
  return { path, codeSha256: createHash("sha256").update(zip).digest("base64"), size: zip.length };
}

let key: string | undefined;

/** Identifies all inputs of the packages; computed once, because the sources do not change while the process runs. */
function sourcesKey(): string {
  if (key) return key;
  const hash = createHash("sha256");
  for (const path of [...SOURCE_FOLDERS.flatMap(filesBelow), ...SOURCE_FILES].sort()) {
    const content = readFileSync(join(ROOT, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  key = hash.digest("hex").slice(0, 16);
  return key;
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)).replaceAll("\\", "/"));
}

/** Atomic, because another process may write the same file. */
function putFile(path: string, content: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, content);
  renameSync(fresh, path);
}

function bundle(name: string): Uint8Array {
  return execFileSync(process.execPath, [join(ROOT, BUNDLER), name], { maxBuffer: MAX_CODE_BYTES });
}

function zipped(code: Uint8Array): Uint8Array {
  const file: ZippableFile = [code, { attrs: READABLE_FILE, os: UNIX }];
  return zipSync({ "index.js": file }, { mtime: localTime(MODIFIED), level: 9 });
}

/** Zip times have no zone: the library writes local time, so the machine's zone must be removed. */
function localTime(utc: Date): Date {
  return new Date(utc.getTime() + utc.getTimezoneOffset() * 60_000);
}
