import type { Readings } from "../../play/journal";
import type { World } from "../../world/world";
import { type Data, readData } from "./data";

/** How AWS says that the deploy role's guard was in the way. */
export const GUARD = /with an explicit deny in an identity-based policy/;

/** Notes what refused an attempt: the line of what was said that shows it. */
export function readRefusal(read: Readings, who: string, said: string, sign: RegExp): void {
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((one) => sign.test(one)) ?? lines.at(-1) ?? "nobody refused it";
  // What AWS itself answered stands behind what the provider says of the request.
  read.that(`refused by ${who}`, sign.test(said), line.split("api error ").at(-1)?.trim());
}

/** Everything that held data at the deployment is there still, and the same. */
export async function readDataIsThere(read: Readings, world: World, before: Data): Promise<void> {
  const now = await readData(world);
  for (const what of Object.keys(before) as (keyof Data)[]) read.equal(what, now[what], before[what]);
}
