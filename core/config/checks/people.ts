import { isReservedLogin } from "../../vm/logins";
import { slug } from "../../vm/slug";
import { uid } from "../../vm/uid";
import { at, type Cursor, items, text } from "../cursor";
import { formatPath } from "../errors";
import type { Finding } from "../finding";
import { quoted } from "../rules";

/** An entry of the file with its names, as far as it has them. */
export interface Entry {
  readonly at: Cursor;
  readonly client: string;
  readonly developer: string;
}

/** Every entry that names its client and its developer. */
export function entriesOf(file: Cursor): Entry[] {
  return items(at(file, "clients")).flatMap((place) => {
    const client = text(at(place, "name"));
    if (client === undefined) return [];
    return items(at(place, "developers")).flatMap((entry) => {
      const developer = text(at(entry, "name"));
      return developer === undefined ? [] : [{ at: entry, client, developer }];
    });
  });
}

/** Names that would meet in AWS: clients, developers within a client, and the accounts on the VM. */
export function peopleFindings(file: Cursor): Finding[] {
  const clients = items(at(file, "clients"));
  return [
    ...duplicates(clients, "client"),
    ...clients.flatMap((client) => duplicates(items(at(client, "developers")), "developer")),
    ...reserved(entriesOf(file)),
    ...uidCollisions(entriesOf(file)),
  ];
}

function duplicates(places: readonly Cursor[], kind: "client" | "developer"): Finding[] {
  const seen = new Map<string, { name: string; place: Cursor }>();
  return places.flatMap((place) => {
    const nameAt = at(place, "name");
    const name = text(nameAt);
    if (name === undefined) return [];
    const key = slug(name);
    const first = seen.get(key);
    if (!first) {
      seen.set(key, { name, place });
      return [];
    }
    const where = formatPath(first.place.path);
    const hint =
      kind === "client"
        ? "Merge the two, or rename one."
        : "One VM a client: remove the second, or name who it is for.";
    const message =
      first.name === name
        ? `the ${kind} ${quoted(name)} is already at ${where}`
        : `the ${kind} ${quoted(name)} and ${quoted(first.name)} at ${where} are both ${key} in AWS names`;
    return [{ path: nameAt.path, message, hint }];
  });
}

function reserved(entries: readonly Entry[]): Finding[] {
  return entries
    .filter(({ developer }) => isReservedLogin(developer))
    .map(({ at: entry, developer }) => ({
      path: [...entry.path, "name"],
      message: `${quoted(developer)} is the name of an account that the operating system has already`,
      hint: "Write first and last name, such as john-smith.",
    }));
}

function uidCollisions(entries: readonly Entry[]): Finding[] {
  const owners = new Map<number, Entry>();
  return entries.flatMap((entry) => {
    const id = uid(entry);
    const owner = owners.get(id);
    if (!owner) {
      owners.set(id, entry);
      return [];
    }
    // The same identity twice is told as such.
    const isSame =
      slug(owner.client) === slug(entry.client) && slug(owner.developer) === slug(entry.developer);
    if (isSame) return [];
    const message = `has by chance the same uid (${id}) as ${quoted(owner.developer)} of ${quoted(owner.client)}`;
    return [{ path: [...entry.at.path, "name"], message, hint: "Spell one of the two names differently." }];
  });
}
