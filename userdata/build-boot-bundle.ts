import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Zippable, zipSync } from "fflate";
import { OPERATING_SYSTEMS, type OsBoot } from "../core/vm/os";
import { TAGS_ON_VM } from "../core/vm/tags";

/** Midday of the first day that zip supports: in no time zone it falls into another year. */
const ZIP_EPOCH = new Date(1980, 0, 1, 12);
const UNIX = 3;
const FILE_MODE = (0o100644 << 16) >>> 0;
const SCRIPT_MODE = (0o100755 << 16) >>> 0;

/** The part of the config that VMs need: `settings.json` in the bundle. It contains nothing about single VMs. */
export interface BootSettings {
  /** Maximum time of `devvm-extend`, in minutes. */
  readonly keepMaxMinutes: number;
}

export interface BootBundle {
  readonly zip: Uint8Array;
  /** Hash of the zip, hexadecimal. */
  readonly sha256: string;
  /** Object key of the zip: `boot/<sha256>.zip`. */
  readonly key: string;
}

/** Object key of the pointer to the current bundle. */
export const CURRENT_BUNDLE_KEY = "boot/current.json";

/** Content of the object at `CURRENT_BUNDLE_KEY`. */
export function currentBundle({ sha256, key }: BootBundle): string {
  return JSON.stringify({ sha256, key });
}

/** The boot's steps as the zip that VMs fetch at every boot; byte-identical wherever it is built. */
export function buildBootBundle(settings: BootSettings): BootBundle {
  const root = join(__dirname, "boot");
  const contents = new Map<string, Uint8Array>(
    listFiles(root).map((name) => [name, readFileSync(join(root, name))]),
  );
  const written = { "settings.json": settings, "os/table.json": osTable(), "vm/tags.json": TAGS_ON_VM };
  for (const [name, value] of Object.entries(written)) contents.set(name, Buffer.from(JSON.stringify(value)));
  const files: Zippable = {};
  for (const [name, content] of [...contents].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const attrs = name.endsWith(".sh") ? SCRIPT_MODE : FILE_MODE;
    files[name] = [content, { mtime: ZIP_EPOCH, os: UNIX, attrs, level: 9 }];
  }
  const zip = zipSync(files);
  const sha256 = createHash("sha256").update(zip).digest("hex");
  return { zip, sha256, key: `boot/${sha256}.zip` };
}

/** The boot's part of the table of operating systems, as shell variables: lists are separated by spaces. */
function osTable(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const row = (boot: OsBoot) =>
    Object.fromEntries(Object.entries(boot).map(([column, value]) => [column, [value].flat().join(" ")]));
  return Object.fromEntries(OPERATING_SYSTEMS.map(({ name, boot }) => [name, row(boot)]));
}

/** Paths of the files below a directory, with `/`. */
function listFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(root, name)).isFile() && !name.includes("__pycache__"))
    .map((name) => name.replaceAll("\\", "/"));
}
