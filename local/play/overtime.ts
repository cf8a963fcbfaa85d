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

/** A developer who is still working on the ticket's VM when the evening's stop is due. */
export class Overtime {
  constructor(
    private readonly world: World,
    private readonly story: TicketStory,
  ) {}

  async checkOneWarning(read: Readings): Promise<void> {
    const { config } = this.world;
    const { id } = await this.story.vm();
    writeFileSync(join(this.world.vmHost.root(id), TERMINAL), "");
    await this.world.passUntil(CALENDAR.thursdayLastMinutes);
    const expected = config.scheduler.warnBeforeMinutes > 0 ? 1 : 0;
    read.equal("commands that Run Command sent to the VM", this.world.commands.of(id).length, expected);
    read.equal("warnings on its terminal", this.onTerminal(id).length, expected);
    for (const line of this.onTerminal(id)) read.note(line);
    await this.checkWarningIsRecorded("period-ended", read);
    this.checkTicketComments(config.notices.ticket === "always" ? expected : 0, read);
  }

  /** The VM's own role must have signed the request. */
  async extend(read: Readings): Promise<void> {
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
    read.that("set by", own?.principal.endsWith(`/${id}`) ?? false, own?.principal ?? "no call found");
    await world.settle();
  }

  async checkVmIsKept(read: Readings): Promise<void> {
    await this.world.passUntil(CALENDAR.thursdayEvening);
    await this.story.checkState("running", read);
  }

  /** The end of an extension is not a daily stop, so the ticket is commented unless `notices.ticket` is `never`. */
  async checkStopAfterwards(read: Readings): Promise<void> {
    const { scheduler, notices } = this.world.config;
    await this.world.passUntil(CALENDAR.thursdayNight);
    await this.story.checkState("stopped", read);
    const warned = scheduler.warnBeforeMinutes > 0 ? 1 : 0;
    await this.checkWarningIsRecorded("keep-until-expired", read);
    const { id } = await this.story.vm();
    read.equal("warnings on its terminal", this.onTerminal(id).length, 2 * warned);
    const comments = { never: 0, exceptional: 1, always: 2 }[notices.ticket];
    this.checkTicketComments(comments * warned, read);
  }

  /** The extension ends once the VM has stopped: the next run removes its tag. */
  async checkExtensionIsRemoved(read: Readings): Promise<void> {
    read.equal(TAG.keepUntil, (await this.story.vm()).tags[TAG.keepUntil] ?? "removed", "removed");
  }

  private async checkWarningIsRecorded(reason: string, read: Readings): Promise<void> {
    if (this.world.config.scheduler.warnBeforeMinutes === 0) return;
    const tag = (await this.story.vm()).tags[TAG.warnedFor];
    read.that(TAG.warnedFor, parseWarnedFor(tag)?.reason === reason, tag ?? "not set");
  }

  private checkTicketComments(times: number, read: Readings): void {
    const { ticket } = this.world.config.notices;
    const warnings = this.story.comments.filter((text) => text.includes("will be stopped at"));
    read.equal(`comments with a warning (notices.ticket: ${ticket})`, warnings.length, times);
    const last = warnings.at(-1);
    if (last) read.note(last.split("\n")[0] ?? "");
  }

  private onTerminal(id: string): string[] {
    const lines = readFileSync(join(this.world.vmHost.root(id), TERMINAL), "utf8").split(/[\r\n]+/);
    return lines.filter((line) => line.includes("will be stopped"));
  }
}
