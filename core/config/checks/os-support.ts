import { isPastSupport, osByName, parseOs } from "../../vm/os";
import { at, type Cursor, text } from "../file/cursor";
import type { ProblemAtPath } from "../file/problem";
import { entriesOf } from "../sections/clients/entries";

/** Warns of operating systems that get no more security updates from their vendor. */
export function checkOsSupport(file: Cursor, now: Date): ProblemAtPath[] {
  const places = [at(file, "defaults"), ...entriesOf(at(file, "clients"))].map((entry) => at(entry, "os"));
  return places.flatMap((place) => {
    const name = parseOs(text(place) ?? "");
    if (!name || !isPastSupport(name, now)) return [];
    const message = `${name} has had no support from its vendor since ${osByName(name).supportedUntil}`;
    return [{ path: place.path, message, hint: "Plan a newer one.", severity: "warning" as const }];
  });
}
