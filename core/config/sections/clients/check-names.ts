import { isReservedLogin } from "../../../vm/logins";
import { slug } from "../../../vm/slug";
import { uid } from "../../../vm/uid";
import { at, type Cursor, items } from "../../file/cursor";
import { duplicatesOf } from "../../file/duplicates";
import { formatPath } from "../../file/path";
import type { ProblemAtPath } from "../../file/problem";
import { quoted } from "../../file/quoted";
import { type NamedEntry, namedEntriesOf } from "./entries";

/** Names that would be the same in AWS or on a VM: clients, developers of a client, and the logins. */
export function checkNames(clients: Cursor): ProblemAtPath[] {
  const entries = namedEntriesOf(clients);
  return [
    ...checkDuplicates(items(clients), "client"),
    ...items(clients).flatMap((client) => checkDuplicates(items(at(client, "developers")), "developer")),
    ...checkReservedLogins(entries),
    ...checkUids(entries),
  ];
}

const DUPLICATE_HINTS = {
  client: "Merge the two, or rename one.",
  developer: "One VM a client: remove the second, or correct its name.",
};

function checkDuplicates(places: readonly Cursor[], kind: "client" | "developer"): ProblemAtPath[] {
  const names = places.map((place) => at(place, "name"));
  return duplicatesOf(names, slug).map(({ place, text: name, first }) => {
    const earlier = formatPath(first.place.path.slice(0, -1));
    const message =
      first.text === name
        ? `the ${kind} ${quoted(name)} is already at ${earlier}`
        : `the ${kind} ${quoted(name)} and ${quoted(first.text)} at ${earlier} are both ${slug(name)} in AWS names`;
    return { path: place.path, message, hint: DUPLICATE_HINTS[kind] };
  });
}

function checkReservedLogins(entries: readonly NamedEntry[]): ProblemAtPath[] {
  return entries
    .filter(({ developer }) => isReservedLogin(developer))
    .map(({ entry, developer }) => ({
      path: [...entry.path, "name"],
      message: `${quoted(developer)} is the name of an account of the operating system`,
      hint: "Write first and last name, such as john-smith.",
    }));
}

function checkUids(entries: readonly NamedEntry[]): ProblemAtPath[] {
  const owners = new Map<number, NamedEntry>();
  return entries.flatMap((named) => {
    const id = uid(named);
    const owner = owners.get(id);
    if (!owner) {
      owners.set(id, named);
      return [];
    }
    // The same identity twice is reported as a duplicate.
    const isSame =
      slug(owner.client) === slug(named.client) && slug(owner.developer) === slug(named.developer);
    if (isSame) return [];
    const message = `has by chance the same uid (${id}) as ${quoted(owner.developer)} of ${quoted(owner.client)}`;
    return [
      { path: [...named.entry.path, "name"], message, hint: "Spell one of the two names differently." },
    ];
  });
}
