import { join } from "node:path";
import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { App } from "cdktf";
import { STATE_DIRECTORY } from "../../../modules/parts/base-stack";
import { buildStacks } from "../../../modules/stacks";
import { guardData } from "../../../modules/stateful/guard-data";
import type { Readings } from "../../play/journal";
import type { World } from "../../world/world";
import type { Data } from "./data";
import { GUARD, readDataIsThere, readRefusal } from "./read-back";
import { attempt, configCopy, editStack, type StackJson } from "./variant";

const LIST = /The code no longer creates stateful resources/;
const PREVENT_DESTROY = /Instance cannot be destroyed/;

/** Ways in which changed code could lose data. */
export class ByCode {
  constructor(
    private readonly world: World,
    private readonly data: Data,
  ) {}

  /** With another creation token, Terraform would replace the file system that has the homes. */
  async replaceHomes(read: Readings): Promise<void> {
    const outDir = editStack(this.world, "foundation", (json) => {
      for (const body of Object.values(json.resource["aws_efs_file_system"] ?? {}))
        body["creation_token"] = "other-homes";
      return json;
    });
    const message = await attempt("plan", "foundation", outDir, this.world.terraformOptions);
    readRefusal(read, "prevent_destroy", message, PREVENT_DESTROY);
  }

  async removeHomes(read: Readings): Promise<void> {
    const { world } = this;
    readRefusal(read, "synthesis, by its list of data", this.synthesizeWithoutHomes(), LIST);
    const outDir = editStack(world, "foundation", withoutHomes);
    const message = await attempt("apply", "foundation", outDir, world.terraformOptions);
    readRefusal(read, "the deploy role's guard, if synthesis is bypassed", message, GUARD);
    await readDataIsThere(read, world, this.data);
  }

  /** Does what `main.ts` does, with the file system removed from the constructs. @returns the error message, or "" */
  private synthesizeWithoutHomes(): string {
    const { config, options } = this.world;
    const app = new App({
      outdir: join(options.directory, "without-homes.out"),
      context: { [STATE_DIRECTORY]: options.directory },
    });
    buildStacks(app, config);
    const homes = app.node.findAll().find((node) => node instanceof EfsFileSystem);
    homes?.node.scope?.node.tryRemoveChild(homes.node.id);
    try {
      guardData(app, config, configCopy(this.world));
      return "";
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}

/** The stack without EFS resources, and without resources and outputs that refer to them. */
function withoutHomes({ resource, output = {}, ...rest }: StackJson): StackJson {
  const others = Object.entries(resource).filter(([type]) => !type.startsWith("aws_efs_"));
  // A type without any resource is not a valid block.
  const kept = others
    .map(([type, bodies]) => [type, withoutReferences(bodies)] as const)
    .filter(([, bodies]) => Object.keys(bodies).length > 0);
  return { ...rest, resource: Object.fromEntries(kept), output: withoutReferences(output) };
}

function withoutReferences<T>(bodies: Readonly<Record<string, T>>): Record<string, T> {
  const kept = Object.entries(bodies).filter(([, body]) => !JSON.stringify(body).includes("${aws_efs_"));
  return Object.fromEntries(kept);
}
