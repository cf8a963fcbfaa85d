import { slug } from "../../vm/slug";
import { at, type Cursor, items } from "../cursor";
import { POLICY } from "../defaults";
import type { Finding } from "../finding";
import { quoted } from "../rules";
import { entriesOf } from "./people";

/** More VMs than the policy lets a client or a developer have. */
export function limitFindings(file: Cursor): Finding[] {
  return [...perClient(file), ...perDeveloper(file)];
}

function perClient(file: Cursor): Finding[] {
  const limit = limitOf(file, "maxVmsPerClient");
  return items(at(file, "clients")).flatMap((client) => {
    const developers = at(client, "developers");
    const count = items(developers).length;
    return count <= limit
      ? []
      : [
          {
            path: developers.path,
            atKey: true,
            ...tooMany(`${count} VMs for one client`, limit, "maxVmsPerClient"),
          },
        ];
  });
}

function perDeveloper(file: Cursor): Finding[] {
  const limit = limitOf(file, "maxVmsPerDeveloper");
  const counts = new Map<string, number>();
  return entriesOf(file).flatMap(({ at: entry, developer }) => {
    const count = (counts.get(slug(developer)) ?? 0) + 1;
    counts.set(slug(developer), count);
    // Said once, at the first entry that is one too many.
    if (count !== limit + 1) return [];
    const what = `more than ${limit} ${limit === 1 ? "VM" : "VMs"} for ${quoted(developer)}`;
    return [{ path: [...entry.path, "name"], ...tooMany(what, limit, "maxVmsPerDeveloper") }];
  });
}

function tooMany(message: string, limit: number, key: string) {
  return {
    message,
    hint: `At most ${limit} ${limit === 1 ? "is" : "are"} allowed: remove some, or raise policy.${key}.`,
  };
}

function limitOf(file: Cursor, key: "maxVmsPerClient" | "maxVmsPerDeveloper"): number {
  const { value } = at(file, "policy", key);
  if (value === undefined) return POLICY[key];
  // A limit that is itself wrong is told by the schema, and forbids nothing.
  return typeof value === "number" && value > 0 ? value : Number.POSITIVE_INFINITY;
}
