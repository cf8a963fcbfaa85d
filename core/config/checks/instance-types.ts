import { at, type Cursor, items, text } from "../cursor";
import { DEFAULTS, POLICY } from "../defaults";
import { instanceType } from "../fields";
import type { Finding } from "../finding";
import { quoted } from "../rules";
import { choices } from "../suggest";

/** Instance types that the policy does not allow, the default one included. */
export function instanceTypeFindings(file: Cursor): Finding[] {
  const allowed = allowedTypes(file);
  if (!allowed) return [];
  const asked = [
    at(file, "defaults"),
    ...items(at(file, "clients")).flatMap((client) => items(at(client, "developers"))),
  ].flatMap((entry) => [at(entry, "instanceType"), ...items(at(entry, "fallbackTypes"))]);
  return [...asked.flatMap((place) => notAllowed(place, allowed)), ...builtInNotAllowed(file, allowed)];
}

function notAllowed(place: Cursor, allowed: readonly string[]): Finding[] {
  const type = text(place);
  // What is no type of ours at all is told by the schema.
  if (type === undefined || allowed.includes(type) || !instanceType.safeParse(type).success) return [];
  const message = `${quoted(type)} is not among the instance types of policy.instanceTypes`;
  return [{ path: place.path, message, hint: choices(type, allowed, "Use one of") }];
}

/** The file narrows the policy and leaves the default type to us, which is then not in it. */
function builtInNotAllowed(file: Cursor, allowed: readonly string[]): Finding[] {
  const isBuiltIn = at(file, "defaults", "instanceType").value === undefined;
  if (!isBuiltIn || allowed.includes(DEFAULTS.instanceType)) return [];
  return [
    {
      path: ["policy", "instanceTypes"],
      message: `the list lacks ${DEFAULTS.instanceType}, which is the default while the file names no other`,
      hint: `Set defaults.instanceType to one of ${allowed.join(", ")}.`,
    },
  ];
}

/** Undefined: the list is itself wrong, and nothing follows from it. */
function allowedTypes(file: Cursor): readonly string[] | undefined {
  const list = at(file, "policy", "instanceTypes");
  if (list.value === undefined) return POLICY.instanceTypes;
  const types = items(list).map(text);
  const isWhole = types.length > 0 && types.every((type) => type !== undefined);
  return isWhole ? types : undefined;
}
