import { STATE_LAUNCHING, TAG } from "../../core/vm/tags";
import type { OwnedVm } from "../shared/ec2/vm";
import { announce } from "./announce";
import { decideAnnouncements, readyMarker } from "./decide";
import { parseEvent, type VmEvent } from "./event";
import { launchFailure } from "./launch-failure";
import { type SweepDeps, sweep } from "./sweep";

export type RunDeps = SweepDeps;

type InstanceEvent = Exclude<VmEvent, { kind: "sweep" }>;

/** EC2 states that are recorded; the others last only seconds. */
const RECORDED_STATES = new Set(["running", "stopped", "terminated"]);

/**
 * Handles one event.
 * @returns the outcome in one word, for the log
 * @throws what the work throws, so that Lambda retries
 */
export async function run(event: unknown, deps: RunDeps): Promise<string> {
  const parsed = parseEvent(event);
  if (!parsed) return "unknown-event";
  if (parsed.kind === "sweep") {
    await sweep(deps);
    return "swept";
  }
  if (isIrrelevant(parsed, deps.settings.project)) return "nothing-due";
  const vm = await deps.fleet.find(parsed.instanceId);
  if (!vm) return "not-ours";
  if (parsed.kind === "state") {
    await deps.store.recordState(vm.person, vm.id, parsed.state, parsed.time);
    const failure = launchFailure(vm);
    return failure && !(await wasReady(vm, deps)) ? announce(failure, vm, deps) : "recorded";
  }
  const outcomes: string[] = [];
  for (const announcement of decideAnnouncements(vm, deps.now(), deps.settings))
    outcomes.push(await announce(announcement, vm, deps));
  return outcomes.join(", ") || "nothing-due";
}

/** Every start resets the VM's own state: only the store knows that the VM was ready after an earlier one. */
async function wasReady({ person, id }: OwnedVm, { store }: RunDeps): Promise<boolean> {
  const [announced] = await store.findAnnounced([person]);
  return announced?.has(readyMarker(id)) ?? false;
}

/** Needs no request, since most events are irrelevant when the fleet starts in the morning. */
function isIrrelevant(event: InstanceEvent, project: string): boolean {
  if (event.kind === "state") return !RECORDED_STATES.has(event.state);
  return event.tags[TAG.managedBy] !== project || event.tags[TAG.state] === STATE_LAUNCHING;
}
