import type { Instance } from "@aws-sdk/client-ec2";
import type { VmView } from "../../core/schedule/model";

/** A VM of the project, as one answer of EC2 shows it. */
export interface FleetVm extends VmView {
  readonly instanceType: string;
  /** It was launched so that it can hibernate; EC2 then never changes its type. */
  readonly hibernates: boolean;
}

/** Empty for an answer without what every instance has. */
export function toFleetVm(instance: Instance): FleetVm[] {
  const { InstanceId: id, LaunchTime: launchTime, State, StateReason, StateTransitionReason } = instance;
  if (!id || !launchTime || !State?.Name) return [];
  return [
    {
      id,
      state: State.Name,
      launchTime,
      ...(StateReason?.Code ? { stateReasonCode: StateReason.Code } : {}),
      ...(StateTransitionReason ? { stateTransitionReason: StateTransitionReason } : {}),
      tags: Object.fromEntries((instance.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
      instanceType: instance.InstanceType ?? "",
      hibernates: instance.HibernationOptions?.Configured === true,
    },
  ];
}
