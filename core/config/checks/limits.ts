import { slug } from "../../vm/slug";
import { at, type Cursor, items } from "../file/cursor";
import type { ProblemAtPath } from "../file/problem";
import { quoted } from "../file/quoted";
import { namedEntriesOf } from "../sections/clients/entries";
import { BUILT_IN_POLICY } from "../sections/policy";

/** More VMs than the policy lets a client or a developer have. */
export function checkLimits(file: Cursor): ProblemAtPath[] {
  return [...checkPerClient(file), ...checkPerDeveloper(file)];
}

function checkPerClient(file: Cursor): ProblemAtPath[] {
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
            ...describeExcess(`${count} VMs for one client`, limit, "maxVmsPerClient"),
          },
        ];
  });
}

function checkPerDeveloper(file: Cursor): ProblemAtPath[] {
  const limit = limitOf(file, "maxVmsPerDeveloper");
  const counts = new Map<string, number>();
  return namedEntriesOf(at(file, "clients")).flatMap(({ entry, developer }) => {
    const count = (counts.get(slug(developer)) ?? 0) + 1;
    counts.set(slug(developer), count);
    // Reported once, at the first entry beyond the limit.
    if (count !== limit + 1) return [];
    const what = `more than ${limit} ${limit === 1 ? "VM" : "VMs"} for ${quoted(developer)}`;
    return [{ path: [...entry.path, "name"], ...describeExcess(what, limit, "maxVmsPerDeveloper") }];
  });
}

function describeExcess(message: string, limit: number, key: string) {
  return {
    message,
    hint: `At most ${limit} ${limit === 1 ? "is" : "are"} allowed: remove some, or raise policy.${key}.`,
  };
}

function limitOf(file: Cursor, key: "maxVmsPerClient" | "maxVmsPerDeveloper"): number {
  const { value } = at(file, "policy", key);
  if (value === undefined) return BUILT_IN_POLICY[key];
  // The schema reports a wrong limit, which forbids nothing.
  return typeof value === "number" && value > 0 ? value : Number.POSITIVE_INFINITY;
}
