import { at, type Cursor, items, text } from "../file/cursor";
import type { ProblemAtPath } from "../file/problem";
import { quoted } from "../file/quoted";
import { choices } from "../file/suggest";
import { entriesOf } from "../sections/clients/entries";
import { BUILT_IN_DEFAULTS } from "../sections/defaults";
import { BUILT_IN_POLICY } from "../sections/policy";
import { instanceType } from "../values/instance-type";

/** Instance types that the policy does not allow, the default one included. */
export function checkInstanceTypes(file: Cursor): ProblemAtPath[] {
  const allowed = allowedTypes(file);
  if (!allowed) return [];
  const requested = [at(file, "defaults"), ...entriesOf(at(file, "clients"))].flatMap((entry) => [
    at(entry, "instanceType"),
    ...items(at(entry, "fallbackTypes")),
  ]);
  return [...requested.flatMap((place) => checkType(place, allowed)), ...checkBuiltInType(file, allowed)];
}

function checkType(place: Cursor, allowed: readonly string[]): ProblemAtPath[] {
  const type = text(place);
  // The schema reports a text that is not an instance type.
  if (type === undefined || allowed.includes(type) || !instanceType.safeParse(type).success) return [];
  const message = `${quoted(type)} is not among the instance types of policy.instanceTypes`;
  return [{ path: place.path, message, hint: choices(type, allowed, "Use one of") }];
}

/** The file narrows the policy but keeps the built-in default type, which the policy then lacks. */
function checkBuiltInType(file: Cursor, allowed: readonly string[]): ProblemAtPath[] {
  const isBuiltIn = at(file, "defaults", "instanceType").value === undefined;
  if (!isBuiltIn || allowed.includes(BUILT_IN_DEFAULTS.instanceType)) return [];
  return [
    {
      path: ["policy", "instanceTypes"],
      message: `the list lacks ${BUILT_IN_DEFAULTS.instanceType}, which is the default unless the file sets another`,
      hint: `Set defaults.instanceType to one of ${allowed.join(", ")}.`,
    },
  ];
}

/** Undefined: the list is itself wrong, so that nothing can be compared with it. */
function allowedTypes(file: Cursor): readonly string[] | undefined {
  const list = at(file, "policy", "instanceTypes");
  if (list.value === undefined) return BUILT_IN_POLICY.instanceTypes;
  const types = items(list).map(text);
  const isValid = types.length > 0 && types.every((type) => type !== undefined);
  return isValid ? types : undefined;
}
