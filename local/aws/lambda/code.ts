import { createHash } from "node:crypto";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { unzipSync } from "fflate";

/**
 * Unpacks a function's zip into `<dir>/<name>-<hash>` and returns that directory.
 * @throws when the hash of the bytes is not `codeSha256` (base64), or when an entry's path is outside the directory.
 */
export async function unpackCode(
  zip: Uint8Array,
  codeSha256: string,
  name: string,
  dir: string,
): Promise<string> {
  const hash = createHash("sha256").update(zip);
  const hex = hash.copy().digest("hex");
  const actual = hash.digest("base64");
  if (actual !== codeSha256) {
    throw new Error(`the code of ${name} has SHA-256 ${actual}, but CodeSha256 says ${codeSha256}`);
  }
  const target = join(dir, `${name}-${hex.slice(0, 16)}`);
  if (await exists(target)) return target;

  // Unpacked under another name until complete, so that an interrupted unpacking is not used as the code.
  const partial = `${target}.${process.pid}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  for (const [entry, bytes] of Object.entries(unzipSync(zip))) {
    await writeEntry(partial, entry, bytes);
  }
  await rename(partial, target);
  return target;
}

async function writeEntry(root: string, entry: string, bytes: Uint8Array): Promise<void> {
  const path = normalize(entry);
  if (path.startsWith("..") || path.startsWith("/"))
    throw new Error(`zip entry ${entry} is outside its directory`);
  if (entry.endsWith("/")) {
    await mkdir(join(root, path), { recursive: true });
    return;
  }
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
