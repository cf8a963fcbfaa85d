import { STATE_LAUNCHING, TAG } from "../../core/tags";
import { announce } from "./announce";
import { dueAnnouncement } from "./due";
import { parseEvent, type VmEvent } from "./event";
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
    await deps.records.noteState(vm.person, vm.instanceId, parsed.state, parsed.time);
    return "noted";
  }
  const due = dueAnnouncement(vm, deps.now(), deps.settings.bootMinutes);
  if (!due) return "nothing-due";
  const announcement = await announce(due, vm, deps);
  deps.onAnnounced(due, vm, announcement);
  return announcement;
}

/** Told from the event alone: when the fleet starts in the morning, most events are of this kind. */
function saysNothing(event: Exclude<VmEvent, { kind: "sweep" }>, project: string): boolean {
  if (event.kind === "state") return !NOTED.has(event.state);
  return event.tags[TAG.managedBy] !== project || event.tags[TAG.state] === STATE_LAUNCHING;
}
