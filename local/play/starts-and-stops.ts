import { DateTime } from "luxon";
import { opinionAt } from "../../core/schedule/boundaries";
import { scheduleOf } from "../../core/schedule/from-tags";
import { TAG } from "../../core/vm/tags";
import type { RecordedCall } from "../aws/api/start-emulator";
import type { VmReading } from "../world/ec2-reader";
import { TICK_MS, type World } from "../world/world";
import { ofConfig } from "./fleet";
import type { Readings } from "./journal";

/** A start or stop that `start-stop` made or should have made; `at` is milliseconds since the epoch. */
interface Act {
  readonly kind: "start" | "stop";
  readonly at: number;
}

const KIND: Readonly<Record<string, Act["kind"]>> = { StartInstances: "start", StopInstances: "stop" };

/**
 * For each VM of the config, `start-stop` made one start at each start of its schedule in that time, one stop at each
 * stop, and no other, also across a change of daylight saving time. Read from the calls that the emulated AWS recorded.
 */
export async function checkStartsAndStops(
  world: World,
  { from, to }: { readonly from: Date; readonly to: Date },
  read: Readings,
): Promise<void> {
  const { calls } = await world.emulator.calls();
  const role = `assumed-role/${world.config.project}-start-stop/`;
  const made = calls.filter(
    ({ principal, errorCode, time }) =>
      principal.includes(role) && errorCode === null && new Date(time) >= from && new Date(time) <= to,
  );
  read.note("start-stop ran every two hours, and every five minutes shortly before each checked time:");
  for (const vm of ofConfig(await world.ec2.vms(), world)) {
    const zone = vm.tags[TAG.timezone] ?? world.config.defaults.timezone;
    const acts = actsOn(vm.id, made);
    const due = boundariesOf(vm, world, from, to);
    const kept = acts.length === due.length && due.every((one, index) => isInTime(acts[index], one, world));
    const text = acts.map((act) => describe(act, zone)).join(", ") || "none";
    read.that(
      vm.name,
      kept,
      kept ? text : `${text}; due: ${due.map((one) => describe(one, zone)).join(", ") || "none"}`,
    );
  }
}

function actsOn(id: string, calls: readonly RecordedCall[]): Act[] {
  return calls.flatMap(({ action, params, time }) => {
    const kind = KIND[action];
    const ids = [params["InstanceIds"]].flat();
    return kind && ids.includes(id) ? [{ kind, at: Date.parse(time) }] : [];
  });
}

function boundariesOf(vm: VmReading, { config }: World, from: Date, to: Date): Act[] {
  const found = scheduleOf(vm.tags, { named: config.schedules, defaultTimezone: config.defaults.timezone });
  const acts: Act[] = [];
  if ("problem" in found) return acts;
  for (
    let { next, nextKind } = opinionAt(found.schedule, from.getTime());
    next !== null && next <= to.getTime();
  ) {
    if (nextKind) acts.push({ kind: nextKind, at: next });
    ({ next, nextKind } = opinionAt(found.schedule, next));
  }
  return acts;
}

/** An act may be late by up to the time between two ticks; a start may also be early. */
function isInTime(act: Act | undefined, due: Act, { config }: World): boolean {
  const lead = due.kind === "start" ? config.scheduler.startLeadMinutes * 60_000 : 0;
  return act?.kind === due.kind && act.at >= due.at - lead && act.at < due.at + TICK_MS;
}

/** `start Mon 08:00 EST (13:00Z)`. */
function describe({ kind, at }: Act, zone: string): string {
  const utc = DateTime.fromMillis(at, { zone: "utc" });
  return `${kind} ${utc.setZone(zone).toFormat("ccc HH:mm ZZZZ")} (${utc.toFormat("HH:mm")}Z)`;
}
