import { STATE_LAUNCHING, TAG } from "../../core/vm/tags";
import type { OwnedVm } from "../shared/ec2/vm";
import { announce } from "./announce";
import { allDue, type Due, readyMarker } from "./decide";
import { parseEvent, type VmEvent } from "./event";
import { launchFailure } from "./launch-failure";
import { type SweepDeps, sweep } from "./sweep";

/** EC2 states worth remembering; the others pass within seconds. */
const NOTED = new Set(["running", "stopped", "terminated"]);

/**
 * Acts on one event. @returns one word on what came of it, for the log
 * @throws whatever stopped the work, so that the platform tries again
 */
export async function handle(event: unknown, deps: SweepDeps): Promise<string> {
  const parsed = parseEvent(event);
  if (!parsed) return "unknown-event";
  if (parsed.kind === "sweep") {
    await sweep(deps);
    return "swept";
  }
  if (saysNothing(parsed, deps.settings.project)) return "nothing-due";
  const vm = await deps.instances.find(parsed.instanceId);
  if (!vm) return "not-ours";
  if (parsed.kind === "state") {
    await deps.records.noteState(vm.person, vm.id, parsed.state, parsed.time);
    const failure = launchFailure(vm);
    return failure && !(await wasReady(vm, deps)) ? tell(failure, vm, deps) : "noted";
  }
  const outcomes: string[] = [];
  for (const due of allDue(vm, deps.now(), deps.settings)) outcomes.push(await tell(due, vm, deps));
  return outcomes.join(", ") || "nothing-due";
}

async function tell(due: Due, vm: OwnedVm, deps: SweepDeps): Promise<string> {
  const announcement = await announce(due, vm, deps);
  deps.onAnnounced(due, vm, announcement);
  return announcement;
}

/** Every start sets the VM's own state anew: that it was ready in an earlier one, only the records know. */
async function wasReady({ person, id }: OwnedVm, { records }: SweepDeps): Promise<boolean> {
  const [told] = await records.told([person]);
  return told?.has(readyMarker(id)) ?? false;
}

/** Told from the event alone: when the fleet starts in the morning, most events are of this kind. */
function saysNothing(event: Exclude<VmEvent, { kind: "sweep" }>, project: string): boolean {
  if (event.kind === "state") return !NOTED.has(event.state);
  return event.tags[TAG.managedBy] !== project || event.tags[TAG.state] === STATE_LAUNCHING;
}
