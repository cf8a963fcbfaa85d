import { isPastSupport, osByName, parseOs } from "../../vm/os";
import { at, type Cursor, items, text } from "../cursor";
import type { Finding } from "../finding";

/** Operating systems that get no more security updates from their vendor: taken, but said. */
export function supportFindings(file: Cursor, now: Date): Finding[] {
  const places = [
    at(file, "defaults", "os"),
    ...items(at(file, "clients"))
      .flatMap((client) => items(at(client, "developers")))
      .map((entry) => at(entry, "os")),
  ];
  return places.flatMap((place) => {
    const name = parseOs(text(place) ?? "");
    if (!name || !isPastSupport(name, now)) return [];
    const message = `${name} has had no support from its vendor since ${osByName(name).supportedUntil}`;
    return [{ path: place.path, message, hint: "Plan a newer one.", severity: "warning" as const }];
  });
}
