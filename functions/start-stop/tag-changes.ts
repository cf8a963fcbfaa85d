import { TAG, TAG_VALUE_MAX } from "../../core/vm/tags";
import type { Vm } from "../shared/ec2/vm";
import type { Plan } from "./decide";
import type { Fleet } from "./fleet";
import { groupBy } from "./group-by";
import { sendInBatches } from "./send-in-batches";

/** A tag that is to be set, or removed where it still has the value that was read. */
export interface TagChange {
  readonly kind: "problem" | "fixed" | "override-ended";
  readonly vm: Vm;
  readonly key: string;
  readonly value: string;
}

/**
 * Changes of tags that follow from what users have set. A problem is written to a tag of the VM, so that it is
 * reported once and not in every run, and the tag is removed when the problem is fixed. Expired overrides are removed.
 */
export function tagChanges({ problems, skipped, orders, overrides }: Plan): TagChange[] {
  const problemsByVm = groupBy(problems, ({ vm }) => vm.id);
  const decided = [...skipped.filter(({ reason }) => reason !== "schedules-unreadable"), ...orders];
  return [
    ...decided.flatMap(({ vm }) =>
      problemChange(vm, (problemsByVm.get(vm.id) ?? []).map(({ problem }) => problem).join("; ")),
    ),
    ...overrides.flatMap(endedOverrides),
  ];
}

function problemChange(vm: Vm, problem: string): TagChange[] {
  const key = TAG.scheduleProblem;
  const value = problem.slice(0, TAG_VALUE_MAX);
  const present = vm.tags[key];
  if (value === (present ?? "")) return [];
  if (value) return [{ kind: "problem", vm, key, value }];
  return present ? [{ kind: "fixed", vm, key, value: present }] : [];
}

function endedOverrides({ vm, states }: Plan["overrides"][number]): TagChange[] {
  return [...states].flatMap(([key, state]) =>
    state.kind === "expired" && state.removable
      ? [{ kind: "override-ended" as const, vm, key, value: vm.tags[key] ?? "" }]
      : [],
  );
}

/** Never throws: the next run retries what failed. @returns how many changes failed */
export async function applyTagChanges(
  changes: readonly TagChange[],
  { fleet, isTimeLeft }: { readonly fleet: Pick<Fleet, "tag" | "untag">; readonly isTimeLeft: () => boolean },
): Promise<number> {
  let failed = 0;
  const groups = groupBy(changes, ({ kind, key, value }) => JSON.stringify([kind === "problem", key, value]));
  for (const group of groups.values()) {
    const [{ kind, key, value }] = group as [TagChange];
    const send = (ids: readonly string[]) =>
      kind === "problem" ? fleet.tag(ids, key, value) : fleet.untag(ids, key, value);
    const ids = group.map(({ vm }) => vm.id);
    const outcomes = await sendInBatches(ids, { send, isTimeLeft });
    failed += [...outcomes.values()].filter((outcome) => outcome.kind === "failed").length;
  }
  return failed;
}
