import type { Readings } from "../../play/journal";
import type { World } from "../../world/world";
import { type Data, readData } from "./data";

/** AWS's message when the deploy role's guard denies a call. */
export const GUARD = /with an explicit deny in an identity-based policy/;

/** Checks that an attempt was refused as expected, and reports the line of the message that shows it. */
export function readRefusal(read: Readings, who: string, said: string, sign: RegExp): void {
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((one) => sign.test(one)) ?? lines.at(-1) ?? "it was not refused";
  // AWS's own answer follows the provider's description of the request.
  read.that(`refused by ${who}`, sign.test(said), line.split("api error ").at(-1)?.trim());
}

/** All resources that held data after the deployment are still there and unchanged. */
export async function readDataIsThere(read: Readings, world: World, before: Data): Promise<void> {
  const now = await readData(world);
  for (const what of Object.keys(before) as (keyof Data)[]) read.equal(what, now[what], before[what]);
}
