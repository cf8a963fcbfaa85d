import { canHibernate, HIBERNATION_MAX_GIB, memoryGib } from "../../vm/instance-types";
import { at, type Cursor, items, number, text } from "../file/cursor";
import type { ProblemAtPath } from "../file/problem";
import { quoted } from "../file/quoted";
import { entriesOf } from "../sections/clients/entries";
import { BUILT_IN_DEFAULTS } from "../sections/defaults";

/** The memory of a VM that hibernates must fit on its root volume, and EC2 must support its type. */
export function checkHibernation(file: Cursor): ProblemAtPath[] {
  const defaults = at(file, "defaults");
  return [defaults, ...entriesOf(at(file, "clients"))].flatMap((entry) => checkEntry(entry, defaults));
}

function checkEntry(entry: Cursor, defaults: Cursor): ProblemAtPath[] {
  const own = at(entry, "hibernate");
  const wanted = own.value ?? at(defaults, "hibernate").value;
  if (wanted !== true) return [];
  const typeAt = at(entry, "instanceType");
  const sizeAt = at(entry, "rootVolumeGb");
  const isOwn = [own, typeAt, sizeAt].some(({ value }) => value !== undefined);
  // An entry without settings of its own is judged with the defaults, once.
  if (!isOwn) return [];
  const type = text(typeAt) ?? text(at(defaults, "instanceType")) ?? BUILT_IN_DEFAULTS.instanceType;
  const size = number(sizeAt) ?? number(at(defaults, "rootVolumeGb")) ?? BUILT_IN_DEFAULTS.rootVolumeGb;
  const place = [own, typeAt, sizeAt].find(({ value }) => value !== undefined) ?? own;
  const fallbacks = at(entry, "fallbackTypes");
  return [
    ...sizeProblems(type, size).map((problem) => ({ path: place.path, ...problem })),
    ...(items(fallbacks).length > 0 ? [{ path: fallbacks.path, atKey: true, ...NO_FALLBACK }] : []),
  ];
}

const NO_FALLBACK = {
  message: "EC2 cannot change the type of a VM that hibernates, so none of these types is ever used",
  hint: "Set hibernate to false, or remove the list.",
  severity: "warning",
} as const;

function sizeProblems(type: string, rootVolumeGb: number): Omit<ProblemAtPath, "path">[] {
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
