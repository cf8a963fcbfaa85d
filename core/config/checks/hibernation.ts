import { canHibernate, HIBERNATION_MAX_GIB, memoryGib } from "../../vm/instance-types";
import { at, type Cursor, items, number, text } from "../cursor";
import { DEFAULTS } from "../defaults";
import type { Finding } from "../finding";
import { quoted } from "../rules";

/** VMs that are to hibernate: their memory has to fit on the root volume, and EC2 has to support their type. */
export function hibernationFindings(file: Cursor): Finding[] {
  const defaults = at(file, "defaults");
  const entries = items(at(file, "clients")).flatMap((client) => items(at(client, "developers")));
  return [defaults, ...entries].flatMap((entry) => check(entry, defaults));
}

function check(entry: Cursor, defaults: Cursor): Finding[] {
  const own = at(entry, "hibernate");
  const wanted = own.value ?? at(defaults, "hibernate").value;
  if (wanted !== true) return [];
  const typeAt = at(entry, "instanceType");
  const sizeAt = at(entry, "rootVolumeGb");
  const isOwn = [own, typeAt, sizeAt].some(({ value }) => value !== undefined);
  // What an entry leaves to the defaults is told there, once.
  if (!isOwn) return [];
  const type = text(typeAt) ?? text(at(defaults, "instanceType")) ?? DEFAULTS.instanceType;
  const size = number(sizeAt) ?? number(at(defaults, "rootVolumeGb")) ?? DEFAULTS.rootVolumeGb;
  const place = [own, typeAt, sizeAt].find(({ value }) => value !== undefined) ?? own;
  const fallbacks = at(entry, "fallbackTypes");
  return [
    ...verdict(type, size).map((finding) => ({ path: place.path, ...finding })),
    ...(items(fallbacks).length > 0 ? [{ path: fallbacks.path, atKey: true, ...NO_STAND_IN }] : []),
  ];
}

const NO_STAND_IN = {
  message: "EC2 cannot change the type of a VM that hibernates, so that none of these ever stands in",
  hint: "Set hibernate to false, or remove the list.",
  severity: "warning",
} as const;

function verdict(type: string, rootVolumeGb: number): Omit<Finding, "path">[] {
  const memory = memoryGib(type);
  if (!canHibernate(type) || memory === undefined) {
    const message = `EC2 is not known to hibernate ${quoted(type)}, and refuses to launch a VM that it cannot`;
    const hint = "Check the list in the EC2 User Guide, or choose a type such as t3.xlarge or m5.xlarge.";
    return [{ message, hint, severity: "warning" }];
  }
  if (memory > HIBERNATION_MAX_GIB) {
    const message = `${quoted(type)} has ${memory} GiB of memory, and EC2 hibernates at most ${HIBERNATION_MAX_GIB}`;
    return [{ message, hint: "Choose a smaller type, or set hibernate to false." }];
  }
  if (memory > rootVolumeGb) {
    const message = `the ${memory} GiB of memory of ${quoted(type)} do not fit on a root volume of ${rootVolumeGb} GB`;
    return [{ message, hint: `Set rootVolumeGb to ${memory * 2} or more, or hibernate to false.` }];
  }
  return [];
}
