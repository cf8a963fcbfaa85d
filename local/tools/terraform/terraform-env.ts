import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { findProviderMirror, type ProviderMirror } from "./provider-mirror";

/**
 * Environment for Terraform on this machine: providers from a mirror where there is one, so that `init` needs no
 * network and verifies nothing against a registry; else a cache in `dir`, so that they are downloaded once.
 *
 * @param dir folder for the files that this writes; created when missing
 */
export function terraformEnv(dir: string): Record<string, string> {
  // Each process decodes the provider's whole schema: with Go's default, garbage collection takes a sixth of its time.
  const quiet = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", GOGC: "400" };
  mkdirSync(dir, { recursive: true });
  const mirror = findProviderMirror();
  if (!mirror && hasOwnConfig()) return quiet;
  const config = join(dir, "terraform.tfrc");
  writeFileSync(config, mirror ? fromMirror(mirror) : "provider_installation {\n  direct {}\n}\n");
  return { ...quiet, TF_CLI_CONFIG_FILE: config, ...(mirror ? {} : cache(join(dir, "plugins"))) };
}

/** The user's own settings, such as a network mirror, take precedence. */
function hasOwnConfig(): boolean {
  return existsSync(process.env["TF_CLI_CONFIG_FILE"] ?? join(homedir(), ".terraformrc"));
}

function fromMirror({ path, providers }: ProviderMirror): string {
  const list = JSON.stringify(providers);
  return `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(path)}
    include = ${list}
  }
  direct {
    exclude = ${list}
  }
}
`;
}

function cache(path: string): Record<string, string> {
  mkdirSync(path, { recursive: true });
  // Without a lock file Terraform would download again what is in the cache, to compute the lock file's hashes.
  return { TF_PLUGIN_CACHE_DIR: path, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1" };
}
