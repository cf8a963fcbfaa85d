import { TAG, TAG_VALUE_MAX } from "../../core/vm/tags";
import type { Vm } from "../shared/ec2/vm";
import type { Fleet } from "./ec2";
import { groupBy } from "./group-by";
import type { Plan } from "./plan";
import { sendInBatches } from "./send-in-batches";

/** A tag that is to be set, or taken away where it still has the value that was seen. */
export interface TagChange {
  readonly kind: "problem" | "mended" | "override-ended";
  readonly vm: Vm;
  readonly key: string;
  readonly value: string;
}

/**
 * What people's own tags amount to, said on the VM: a problem is written there, so that it is reported once and not
 * at every run, and goes when it is mended; an override that has run out is taken away.
 */
export function tagChanges({ problems, skipped, orders, overrides }: Plan): TagChange[] {
  const wrong = groupBy(problems, ({ vm }) => vm.id);
  const judged = [...skipped.filter(({ reason }) => reason !== "schedules-unreadable"), ...orders];
  return [
    ...judged.flatMap(({ vm }) =>
      problemChange(vm, (wrong.get(vm.id) ?? []).map(({ problem }) => problem).join("; ")),
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
  return present ? [{ kind: "mended", vm, key, value: present }] : [];
}

function endedOverrides({ vm, states }: Plan["overrides"][number]): TagChange[] {
  return [...states].flatMap(([key, state]) =>
    state.kind === "expired" && state.removable
      ? [{ kind: "override-ended" as const, vm, key, value: vm.tags[key] ?? "" }]
      : [],
  );
}

/** Never throws: what fails is tried at the next run. @returns how many could not be made */
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
