import { formatDuration } from "../schedule/duration";
import type { NamedSchedule, Period } from "../schedule/model";
import { linuxLogin, vmName } from "../vm/names";
import { TAG } from "../vm/tags";
import { uid } from "../vm/uid";
import type { VmSpec } from "./vm-spec";

export interface VmTagsInput {
  readonly project: string;
  readonly environment: string;
  readonly spec: VmSpec;
  /** The config's named schedules: their hours are shown to users. */
  readonly schedules: Readonly<Record<string, NamedSchedule>>;
  /** `idleStopMinutes` of the config's rules, for a VM without a value of its own or of its schedule. */
  readonly idleStopMinutes: number;
  /** ISO date. */
  readonly created: string;
  readonly home: { readonly fileSystemId: string; readonly accessPointId: string };
}

/** The identifying tags of a VM, the same whether Terraform or `provision` creates it. */
export function vmTags(input: VmTagsInput): Record<string, string> {
  const { project, environment, spec, created, home } = input;
  return {
    [TAG.name]: vmName(spec),
    [TAG.client]: spec.client,
    [TAG.developer]: spec.developer,
    [TAG.environment]: environment,
    ...scheduleTags(input),
    ...idleStopTag(input),
    ...(spec.jira ? { [TAG.ticket]: spec.jira } : {}),
    [TAG.os]: spec.os,
    [TAG.instanceType]: spec.instanceType,
    ...(spec.fallbackTypes.length > 0 ? { [TAG.fallbackTypes]: spec.fallbackTypes.join(" ") } : {}),
    [TAG.created]: created,
    ...(spec.costCenter ? { [TAG.costCenter]: spec.costCenter } : {}),
    [TAG.managedBy]: project,
    [TAG.homeFileSystem]: home.fileSystemId,
    [TAG.homeAccessPoint]: home.accessPointId,
    [TAG.login]: linuxLogin(spec.developer),
    [TAG.uid]: String(uid(spec)),
  };
}

function scheduleTags({ spec, schedules }: VmTagsInput): Record<string, string> {
  const timezone = { [TAG.timezone]: spec.timezone };
  if ("period" in spec.schedule) return { ...timezone, ...hoursTags(spec.schedule.period) };
  if ("text" in spec.schedule) return { ...timezone, [TAG.schedule]: spec.schedule.text };
  const { name } = spec.schedule;
  const named = schedules[name];
  const only = named?.periods.length === 1 && named.skipDates.length === 0 ? named.periods[0] : undefined;
  return {
    [TAG.timezone]: named?.timezone ?? spec.timezone,
    ...(only ? hoursTags(only) : {}),
    [TAG.schedule]: name,
  };
}

/** The VM's own idle timer reads it: no tag, no timer. */
function idleStopTag({ spec, schedules, idleStopMinutes }: VmTagsInput): Record<string, string> {
  const named = "name" in spec.schedule ? schedules[spec.schedule.name] : undefined;
  const said = spec.idleStopMinutes ?? named?.idleStopMinutes;
  const minutes = said ?? idleStopMinutes;
  if (minutes > 0) return { [TAG.idleStop]: formatDuration(minutes) };
  return said === undefined ? {} : { [TAG.idleStop]: "off" };
}

/** A period as the four tags; no tags if they cannot express it. */
function hoursTags(period: Period): Record<string, string> {
  if (period.monthDays ?? period.months) return {};
  return {
    ...(period.start ? { [TAG.autoStart]: period.start } : {}),
    ...(period.stop ? { [TAG.autoStop]: period.stop } : {}),
    [TAG.scheduleDays]: period.days,
  };
}
