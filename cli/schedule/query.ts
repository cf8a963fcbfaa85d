import type { Config } from "../../core/config/config";
import { BUILT_IN_DEFAULTS } from "../../core/config/sections/defaults";
import { SCHEDULE_RULES } from "../../core/config/sections/scheduler";
import { BUILT_IN_SCHEDULES } from "../../core/config/sections/schedules";
import { parseWeekdays } from "../../core/schedule/days";
import { scheduleOf } from "../../core/schedule/from-tags";
import type { Schedule, ScheduleRules } from "../../core/schedule/model";
import { isScheduleText } from "../../core/schedule/text";
import { TAG } from "../../core/vm/tags";
import type { VmSpec } from "../../core/vm-spec/vm-spec";
import { vmTags } from "../../core/vm-spec/vm-tags";
import { checkTagKeys, checkText, unknownName } from "./query-checks";
import { QueryError } from "./query-error";

/** A question about a schedule: from flags, or from a line of a file. */
export interface Query {
  /** `ClientA/john-smith` of the config, the name of a schedule, or a schedule's text. */
  readonly what: string;
  /** Zone of a schedule without one. */
  readonly timezone?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Target {
  readonly schedule: Schedule;
  readonly tags: Readonly<Record<string, string>>;
  readonly rules: ScheduleRules;
}

/** Whether the answer needs the config: a text is complete, unless a tag names a schedule. */
export function needsConfig({ what, tags }: Pick<Query, "what" | "tags">): boolean {
  const schedule = tags?.[TAG.schedule]?.trim();
  return !isText(what) || (schedule ? !isScheduleText(schedule) : false);
}

/** Whether it is a schedule's text; a single word of weekdays may also be a name. */
function isText(what: string): boolean {
  return (
    /\d:\d\d|^\s*(?:@\S+\s+)?(?:always|never)(?=\s|$)/i.test(what) ||
    parseWeekdays(what.trim().split(/\s+/, 1).join()) !== undefined
  );
}

/** The schedule that a query is about, with the tags of its VM. @throws QueryError */
export function targetOf({ what, timezone, tags: given = {} }: Query, config: Config | undefined): Target {
  const name = what.trim();
  const named = config?.schedules ?? BUILT_IN_SCHEDULES;
  const defaultTimezone = config?.defaults.timezone ?? BUILT_IN_DEFAULTS.timezone;
  const vm = findVm(name, config);
  if (!vm && !Object.hasOwn(named, name)) {
    if (isText(name)) checkText(name);
    else throw new QueryError(unknownName(name, vmsOf(config).map(nameOf), Object.keys(named)));
  }
  checkTagKeys(given);
  const own = vm && config ? tagsOf(vm, config) : { [TAG.schedule]: name };
  const tags = { ...own, ...(timezone ? { [TAG.timezone]: timezone } : {}), ...given };
  const found = scheduleOf(tags, { named, defaultTimezone });
  if ("problem" in found) throw new QueryError(`${found.problem}.`);
  return { schedule: found.schedule, tags, rules: config?.scheduler ?? SCHEDULE_RULES };
}

function vmsOf(config: Config | undefined): VmSpec[] {
  return config?.clients.flatMap(({ developers }) => developers) ?? [];
}

function nameOf({ client, developer }: VmSpec): string {
  return `${client}/${developer}`;
}

function findVm(name: string, config: Config | undefined): VmSpec | undefined {
  return vmsOf(config).find((vm) => nameOf(vm).toLowerCase() === name.toLowerCase());
}

/** The tags of the VM at its creation. */
function tagsOf(
  spec: VmSpec,
  { project, environment, schedules, scheduler }: Config,
): Record<string, string> {
  const home = { fileSystemId: "", accessPointId: "" };
  const { idleStopMinutes } = scheduler;
  return vmTags({ project, environment, spec, schedules, idleStopMinutes, created: "", home });
}
