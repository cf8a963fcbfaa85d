import type { Instance } from "@aws-sdk/client-ec2";
import type { VmView } from "../../../core/schedule/model";
import type { Person } from "../../../core/vm/names";
import { TAG } from "../../../core/vm/tags";
import { isIssueKey } from "../jira/issue-key";

/** A VM as in one answer of EC2. */
export interface Vm extends VmView {
  readonly instanceType: string;
  /** EC2's text for `stateReasonCode`. */
  readonly stateReasonMessage?: string;
  /** It was launched with hibernation; EC2 does not change the type of such an instance. */
  readonly hibernates: boolean;
  readonly rootVolumeId?: string;
}

/** A VM whose tags name its developer. */
export interface OwnedVm extends Vm {
  readonly person: Person;
}

/** Undefined for an incomplete answer. */
export function toVm(instance: Instance): Vm | undefined {
  const { InstanceId: id, LaunchTime: launchTime, State, StateReason, StateTransitionReason } = instance;
  if (!id || !launchTime || !State?.Name) return undefined;
  const root = instance.BlockDeviceMappings?.find(({ DeviceName }) => DeviceName === instance.RootDeviceName);
  return {
    id,
    state: State.Name,
    launchTime,
    tags: tagsOf(instance),
    instanceType: instance.InstanceType ?? "",
    hibernates: instance.HibernationOptions?.Configured === true,
    ...(StateReason?.Code ? { stateReasonCode: StateReason.Code } : {}),
    ...(StateReason?.Message ? { stateReasonMessage: StateReason.Message } : {}),
    ...(StateTransitionReason ? { stateTransitionReason: StateTransitionReason } : {}),
    ...(root?.Ebs?.VolumeId ? { rootVolumeId: root.Ebs.VolumeId } : {}),
  };
}

/** Undefined for an instance that has the project's tag but no developer. */
export function ownedVm(vm: Vm): OwnedVm | undefined {
  const { [TAG.client]: client, [TAG.developer]: developer } = vm.tags;
  return client && developer ? { ...vm, person: { client, developer } } : undefined;
}

export function ownedVms(vms: readonly Vm[]): OwnedVm[] {
  return vms.map(ownedVm).filter((vm) => vm !== undefined);
}

/** Its `Name`, or its id. */
export function nameOf({ id, tags }: Pick<Vm, "id" | "tags">): string {
  return tags[TAG.name] ?? id;
}

/** Key of the VM's ticket; undefined when the tag is absent or not a valid key. */
export function ticketOf({ tags }: Pick<Vm, "tags">): string | undefined {
  const ticket = tags[TAG.ticket];
  return isIssueKey(ticket) ? ticket : undefined;
}

function tagsOf({ Tags = [] }: Pick<Instance, "Tags">): Record<string, string> {
  return Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));
}
