import { parseDocument } from "yaml";
import { fleetStackName } from "../../../core/vm/names";
import type { Readings } from "../../play/journal";
import { TerraformStackRunner } from "../../tools/terraform/stack";
import type { World } from "../../world/world";
import type { Data } from "./data";
import { GUARD, readDataIsThere, readRefusal } from "./read-back";
import { attempt, synthesizeText, type Variant } from "./variant";

const RECORD = /no longer contains resources that .* records/;
const DELETION_PROTECTION = /Cannot delete protected DB Instance/;

/** Ways in which an edited config could lose data. */
export class ByConfig {
  constructor(
    private readonly world: World,
    private readonly text: string,
    private readonly data: Data,
  ) {}

  async databases(read: Readings): Promise<void> {
    const { refused = "" } = await synthesizeText(this.world, "databases", this.without("databases"), true);
    readRefusal(read, "synthesis, by the record", refused, RECORD);
    read.note(refused.split("\n").at(-1) ?? "");
  }

  /** There is no record, or it was deleted together with the entry. */
  async databasesUnrecorded(read: Readings): Promise<void> {
    const { world } = this;
    const { outDir, refused } = await synthesizeText(world, "unrecorded", this.without("databases"), false);
    read.equal("refused by synthesis", refused ?? "no", "no");
    const guarded = await attempt("apply", "foundation", outDir, world.terraformOptions);
    readRefusal(read, "the deploy role's guard", guarded, GUARD);
    const protectedNow = await attempt("apply", "foundation", outDir, world.administratorOptions);
    readRefusal(read, "RDS's deletion protection, for an administrator", protectedNow, DELETION_PROTECTION);
    await readDataIsThere(read, world, this.data);
  }

  async client(read: Readings): Promise<void> {
    const { clients } = this.world.config;
    const last = clients.at(-1)?.name ?? "";
    const variant = await synthesizeText(
      this.world,
      "client",
      this.without("clients", clients.length - 1),
      true,
    );
    const names = variant.stacks.map(({ name }) => name);
    read.that(`no stack of ${last} is synthesized, so none changes`, !names.includes(fleetStackName(last)));
    await this.readHarmless(read, variant);
  }

  /** Synthesis refuses each half, or the half changes nothing that is deployed. */
  async half(read: Readings): Promise<void> {
    const lines = this.text.split("\n");
    for (const [what, part] of [
      ["first", lines.slice(0, lines.length / 2)],
      ["second", lines.slice(lines.length / 2)],
    ] as const) {
      const variant = await synthesizeText(this.world, `${what}-half`, part.join("\n"), true);
      if (variant.refused) read.note(`the ${what} half is refused by synthesis: ${oneLine(variant.refused)}`);
      else {
        read.note(`the ${what} half still has all resources that hold data, and may be applied:`);
        await this.readHarmless(read, variant);
      }
    }
    await readDataIsThere(read, this.world, this.data);
  }

  private async readHarmless(read: Readings, { outDir, stacks, refused }: Variant): Promise<void> {
    const { world } = this;
    read.equal("refused by synthesis", refused ?? "no", "no");
    for (const { name } of stacks.filter((one) => one.name !== "bootstrap")) {
      const stack = new TerraformStackRunner(name, outDir, world.terraformOptions);
      await stack.init();
      read.equal(`plan of ${name}`, (await stack.plan()).changes, []);
    }
    await readDataIsThere(read, world, this.data);
  }

  private without(...path: readonly (string | number)[]): string {
    const document = parseDocument(this.text);
    document.deleteIn(path);
    return String(document);
  }
}

function oneLine(said: string): string {
  return said.replace(/\s+/g, " ");
}
