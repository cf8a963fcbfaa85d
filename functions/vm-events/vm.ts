import type { Instance } from "@aws-sdk/client-ec2";
import type { Person } from "../../core/vm/names";
import { TAG } from "../../core/vm/tags";
import { tagsOf } from "../shared/vm-view";

/** A managed VM as EC2 shows it now. */
export interface Vm {
  readonly instanceId: string;
  readonly instanceType: string;
  /** EC2 state name. */
  readonly state: string;
  /** Why it is in that state, where EC2 says so: `Client.UserInitiatedShutdown` and its like. */
  readonly stateReason?: { readonly code: string; readonly message: string };
  /** Of the latest start. */
  readonly launchTime: Date;
  readonly person: Person;
  readonly tags: Readonly<Record<string, string>>;
}

/** Undefined for what does not say whose it is: it may bear the project's tag and yet be no developer's VM. */
export function toVm(instance: Instance): Vm | undefined {
  const tags = tagsOf(instance);
  const client = tags[TAG.client];
  const developer = tags[TAG.developer];
  const { InstanceId, InstanceType = "", State, StateReason, LaunchTime } = instance;
  if (!InstanceId || !State?.Name || !LaunchTime || !client || !developer) return undefined;
  return {
    instanceId: InstanceId,
    instanceType: InstanceType,
    state: State.Name,
    ...(StateReason?.Code
      ? { stateReason: { code: StateReason.Code, message: StateReason.Message ?? "" } }
      : {}),
    launchTime: LaunchTime,
    person: { client, developer },
    tags,
  };
}
