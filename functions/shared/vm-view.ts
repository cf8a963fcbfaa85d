import type { Instance } from "@aws-sdk/client-ec2";
import type { VmView } from "../../core/schedule/model";

/** What schedules look at, of an answer of EC2; undefined for one without what every instance has. */
export function vmView(instance: Instance): VmView | undefined {
  const { InstanceId: id, LaunchTime: launchTime, State, StateReason, StateTransitionReason } = instance;
  if (!id || !launchTime || !State?.Name) return undefined;
  return {
    id,
    state: State.Name,
    launchTime,
    ...(StateReason?.Code ? { stateReasonCode: StateReason.Code } : {}),
    ...(StateTransitionReason ? { stateTransitionReason: StateTransitionReason } : {}),
    tags: Object.fromEntries((instance.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
  };
}
