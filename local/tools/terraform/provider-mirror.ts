import { type Dirent, existsSync, readdirSync } from "node:fs";
import { arch, homedir, platform } from "node:os";
import { join } from "node:path";

const HOST = "registry.terraform.io";
const AWS = "hashicorp/aws";

export interface ProviderMirror {
  readonly path: string;
  /** Source addresses of the providers in it, as in `registry.terraform.io/hashicorp/aws`. */
  readonly providers: readonly string[];
}

/** A folder with the AWS provider for this platform in Terraform's mirror layout, or undefined. */
export function findProviderMirror(): ProviderMirror | undefined {
  const path = candidates().find(hasAwsProvider);
  return path ? { path, providers: providersIn(path) } : undefined;
}

/** Folders to search, in order: the configured one, Terraform's own, and those of optional software. */
function candidates(): string[] {
  const said = process.env["TF_PLUGIN_MIRROR"];
  const data = process.env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share");
  const own = [
    join(homedir(), ".terraform.d", "plugins"),
    join(data, "terraform", "plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
  ];
  const optional = ["/opt", "/usr/local"].flatMap((root) => {
    const first = foldersIn(root);
    return [...first, ...first.flatMap(foldersIn)];
  });
  return [...(said ? [said] : []), ...own, ...optional];
}

function hasAwsProvider(mirror: string): boolean {
  const provider = join(mirror, HOST, AWS);
  if (!existsSync(provider)) return false;
  const wanted = `${platform() === "win32" ? "windows" : platform()}_${arch() === "x64" ? "amd64" : arch()}`;
  // Unpacked: VERSION/PLATFORM/; packed: terraform-provider-aws_VERSION_PLATFORM.zip.
  const names = [...entries(provider), ...foldersIn(provider).flatMap(entries)].map((entry) => entry.name);
  return names.some((name) => name === wanted || name.endsWith(`_${wanted}.zip`));
}

function providersIn(mirror: string): string[] {
  return foldersIn(join(mirror, HOST))
    .flatMap(foldersIn)
    .map((path) => path.slice(mirror.length + 1));
}

function foldersIn(path: string): string[] {
  return entries(path)
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => join(path, entry.name));
}

function entries(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    // Missing, not a folder, or not readable: there is no mirror.
    return [];
  }
}
