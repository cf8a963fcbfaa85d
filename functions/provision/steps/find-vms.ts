import type { Filter, Instance } from "@aws-sdk/client-ec2";
import type { VmView } from "../../../core/schedule/model";
import type { Person } from "../../../core/vm/names";
import { TAG } from "../../../core/vm/tags";
import { describeInstances } from "../../shared/describe-instances";
import { stateReasons, tagsOf } from "../../shared/vm-view";
import type { Context } from "../context";

/** States of a VM that exists: all but on its way out or gone. */
const LIVE_STATES: readonly string[] = ["pending", "running", "stopping", "stopped"];

export interface FoundVm extends Omit<VmView, "id"> {
  readonly instanceId: string;
  readonly instanceType?: string;
  readonly rootVolumeId?: string;
}

type Ec2Context = Pick<Context, "aws" | "config">;

export function isLive({ state }: Pick<FoundVm, "state">): boolean {
  return LIVE_STATES.includes(state);
}

/** Whose VM it is, as its tags spell it. */
export function personOf({ tags }: Pick<FoundVm, "tags">): Person {
  return { client: tags[TAG.client] ?? "", developer: tags[TAG.developer] ?? "" };
}

/** The project's VM of that client and developer, oldest first should there be several. */
export async function findVmsOfPerson(ctx: Ec2Context, { client, developer }: Person): Promise<FoundVm[]> {
  const vms = await findVms(ctx, { [TAG.client]: client, [TAG.developer]: developer });
  return vms.filter(isLive);
}

/** The project's VMs of that ticket, also those that are being terminated or lately were. */
export async function findVmsOfTicket(ctx: Ec2Context, ticket: string): Promise<FoundVm[]> {
  return findVms(ctx, { [TAG.ticket]: ticket });
}

async function findVms({ aws, config }: Ec2Context, tags: Record<string, string>): Promise<FoundVm[]> {
  const wanted = { [TAG.managedBy]: config.settings.project, ...tags };
  const found: FoundVm[] = [];
  for await (const instance of describeInstances(aws.ec2, tagFilters(wanted)))
    found.push(toFoundVm(instance));
  // Judged here as well: a VM of somebody else must never be touched, whatever the filter made of a name.
  return found
    .filter((vm) => Object.entries(wanted).every(([key, value]) => vm.tags[key] === value))
    .sort((one, other) => one.launchTime.getTime() - other.launchTime.getTime());
}

function tagFilters(tags: Record<string, string>): Filter[] {
  return Object.entries(tags).map(([key, value]) => ({ Name: `tag:${key}`, Values: [value] }));
}

function toFoundVm(instance: Instance): FoundVm {
  const root = instance.BlockDeviceMappings?.find(({ DeviceName }) => DeviceName === instance.RootDeviceName);
  return {
    instanceId: instance.InstanceId ?? "",
    state: instance.State?.Name ?? "",
    launchTime: instance.LaunchTime ?? new Date(0),
    tags: tagsOf(instance),
    ...stateReasons(instance),
    ...(instance.InstanceType ? { instanceType: instance.InstanceType } : {}),
    ...(root?.Ebs?.VolumeId ? { rootVolumeId: root.Ebs.VolumeId } : {}),
  };
}
