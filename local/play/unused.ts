import { TAG } from "../../core/vm/tags";
import type { World } from "../world/world";
import { CALENDAR } from "./calendar";
import type { Readings } from "./journal";
import type { TicketStory } from "./ticket-story";

const MS_PER_DAY = 86_400_000;

/** The ticket's VM has not run since Monday, so its ticket is warned once. */
export async function checkUnusedVmIsWarned(world: World, story: TicketStory, read: Readings): Promise<void> {
  const { dormancy } = world.config.scheduler;
  if (!dormancy) return read.note("scheduler.dormancy is off: no ticket is warned, and no VM is removed");
  const warnedFrom =
    CALENDAR.mondayNoon.getTime() + (dormancy.afterDays - dormancy.warnBeforeDays) * MS_PER_DAY;
  for (const [days, warnings] of [
    [-1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    const at = new Date(warnedFrom + days * MS_PER_DAY);
    const error = await world.fire("lifecycle", at);
    if (error) throw new Error(`lifecycle failed: ${error.errorType}: ${error.errorMessage}`);
    await world.settle();
    const said = story.comments.filter((text) => text.includes("has not been used since"));
    read.equal(`${at.toISOString().slice(0, 10)}, warnings on the ticket`, said.length, warnings);
    if (days === 0) {
      read.note(said[0]?.split("\n")[0] ?? "");
      const warnedAt = (await story.vm()).tags[TAG.dormancyTold];
      read.that(
        TAG.dormancyTold,
        warnedAt?.slice(0, 10) === at.toISOString().slice(0, 10),
        warnedAt ?? "not set",
      );
    }
  }
}
