import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseWarnedFor } from "../../core/schedule/warning";
import { TAG } from "../../core/vm/tags";
import type { World } from "../world/world";
import { CALENDAR } from "./calendar";
import type { Readings } from "./journal";
import type { TicketStory } from "./ticket-story";

const TWO_HOURS = 2 * 60 * 60_000;
const TERMINAL = "dev/pts/0";

/** Somebody who is logged in on the ticket's VM when the evening's stop comes, and is not done yet. */
export class Overtime {
  constructor(
    private readonly world: World,
    private readonly story: TicketStory,
  ) {}

  async isWarnedOnce(read: Readings): Promise<void> {
    const { config } = this.world;
    const { id } = await this.story.vm();
    writeFileSync(join(this.world.vmHost.root(id), TERMINAL), "");
    await this.world.passUntil(CALENDAR.thursdayLastMinutes);
    const expected = config.scheduler.warnBeforeMinutes > 0 ? 1 : 0;
    read.equal("commands that Run Command brought to the VM", this.world.commands.of(id).length, expected);
    read.equal("warnings on its terminal", this.onTerminal(id).length, expected);
    for (const line of this.onTerminal(id)) read.note(line);
    await this.isRemembered("period-ended", read);
    this.ticketIsTold(config.notices.ticket === "always" ? expected : 0, read);
  }

  /** By the VM's own role: nobody else signs the request. */
  async extends(read: Readings): Promise<void> {
    const { world } = this;
    const { id } = await this.story.vm();
    const { last } = await world.emulator.calls(Number.MAX_SAFE_INTEGER);
    const asked = (await world.emulator.now()).getTime();
    const { exitCode, log } = await world.vmHost.run(id, ["/usr/local/bin/devvm-extend", "2h"]);
    read.equal("devvm-extend 2h ends with", exitCode, 0);
    read.note(log.trim());
    const tags = (await this.story.vm()).tags;
    const keptMs = new Date(tags[TAG.keepUntil] ?? "").getTime() - asked;
    const inTime = Math.abs(keptMs - TWO_HOURS) < 60_000;
    read.that(TAG.keepUntil, inTime, tags[TAG.keepUntil] ?? "not set");
    const { calls } = await world.emulator.calls(last);
    const own = calls.find(
      ({ action, params }) => action === "CreateTags" && JSON.stringify(params).includes(id),
    );
    read.that("set by", own?.principal.endsWith(`/${id}`) ?? false, own?.principal ?? "nobody");
    await world.settle();
  }

  async isKept(read: Readings): Promise<void> {
    await this.world.passUntil(CALENDAR.thursdayEvening);
    await this.story.vmIs("running", read);
  }

  /** The end of an extension is no daily stop: the ticket hears of it unless it wants to hear of none. */
  async isStoppedAfterwards(read: Readings): Promise<void> {
    const { scheduler, notices } = this.world.config;
    await this.world.passUntil(CALENDAR.thursdayNight);
    await this.story.vmIs("stopped", read);
    const warned = scheduler.warnBeforeMinutes > 0 ? 1 : 0;
    await this.isRemembered("keep-until-expired", read);
    const { id } = await this.story.vm();
    read.equal("warnings on its terminal", this.onTerminal(id).length, 2 * warned);
    const told = { never: 0, exceptional: 1, always: 2 }[notices.ticket];
    this.ticketIsTold(told * warned, read);
  }

  /** Once it has stopped, the override is over: the next run takes it away. */
  async isOver(read: Readings): Promise<void> {
    read.equal(TAG.keepUntil, (await this.story.vm()).tags[TAG.keepUntil] ?? "taken away", "taken away");
  }

  private async isRemembered(reason: string, read: Readings): Promise<void> {
    if (this.world.config.scheduler.warnBeforeMinutes === 0) return;
    const tag = (await this.story.vm()).tags[TAG.warnedFor];
    read.that(TAG.warnedFor, parseWarnedFor(tag)?.reason === reason, tag ?? "not set");
  }

  private ticketIsTold(times: number, read: Readings): void {
    const { ticket } = this.world.config.notices;
    const warnings = this.story.comments.filter((text) => text.includes("will be stopped at"));
    read.equal(`comments that warn (notices.ticket: ${ticket})`, warnings.length, times);
    const last = warnings.at(-1);
    if (last) read.note(last.split("\n")[0] ?? "");
  }

  private onTerminal(id: string): string[] {
    const lines = readFileSync(join(this.world.vmHost.root(id), TERMINAL), "utf8").split(/[\r\n]+/);
    return lines.filter((line) => line.includes("will be stopped"));
  }
}
