import type { Instance } from "@aws-sdk/client-ec2";
import type { VmView } from "../../core/schedule/model";

/** What schedules look at, of an answer of EC2; undefined for one without what every instance has. */
export function vmView(instance: Instance): VmView | undefined {
  const { InstanceId: id, LaunchTime: launchTime, State } = instance;
  if (!id || !launchTime || !State?.Name) return undefined;
  return { id, state: State.Name, launchTime, ...stateReasons(instance), tags: tagsOf(instance) };
}

/** Why an instance is in its state, as far as EC2 says. */
export function stateReasons({
  StateReason,
  StateTransitionReason,
}: Instance): Pick<VmView, "stateReasonCode" | "stateTransitionReason"> {
  return {
    ...(StateReason?.Code ? { stateReasonCode: StateReason.Code } : {}),
    ...(StateTransitionReason ? { stateTransitionReason: StateTransitionReason } : {}),
  };
}

export function tagsOf({ Tags = [] }: Pick<Instance, "Tags">): Record<string, string> {
  return Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));
}
