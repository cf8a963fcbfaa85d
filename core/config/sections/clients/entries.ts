import { at, type Cursor, items, text } from "../../file/cursor";

/** An entry of the file that has the names of its client and its developer. */
export interface NamedEntry {
  readonly entry: Cursor;
  readonly client: string;
  readonly developer: string;
}

/** The entries of all developers. @param clients the section */
export function entriesOf(clients: Cursor): Cursor[] {
  return items(clients).flatMap((client) => items(at(client, "developers")));
}

export function namedEntriesOf(clients: Cursor): NamedEntry[] {
  return items(clients).flatMap((place) => {
    const client = text(at(place, "name"));
    if (client === undefined) return [];
    return items(at(place, "developers")).flatMap((entry) => {
      const developer = text(at(entry, "name"));
      return developer === undefined ? [] : [{ entry, client, developer }];
    });
  });
}
