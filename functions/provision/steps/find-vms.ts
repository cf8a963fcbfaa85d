import { DescribeInstancesCommand, type Filter, type Instance } from "@aws-sdk/client-ec2";
import type { Person } from "../../../core/naming/names";
import { TAG } from "../../../core/tags";
import type { Context } from "../context";

/** States of a VM that exists: all but on its way out or gone. */
const LIVE_STATES: readonly string[] = ["pending", "running", "stopping", "stopped"];

export interface FoundVm {
  readonly instanceId: string;
  readonly state: string;
  readonly launchTime: Date;
  readonly stateReasonCode?: string;
  readonly stateTransitionReason?: string;
  readonly instanceType?: string;
  readonly rootVolumeId?: string;
  readonly tags: Readonly<Record<string, string>>;
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
  let next: string | undefined;
  do {
    const page = await aws.ec2.send(
      new DescribeInstancesCommand({ Filters: tagFilters(wanted), ...(next ? { NextToken: next } : {}) }),
    );
    found.push(...(page.Reservations ?? []).flatMap(({ Instances = [] }) => Instances.map(toFoundVm)));
    next = page.NextToken;
  } while (next);
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
    tags: Object.fromEntries((instance.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
    ...(instance.StateReason?.Code ? { stateReasonCode: instance.StateReason.Code } : {}),
    ...(instance.StateTransitionReason ? { stateTransitionReason: instance.StateTransitionReason } : {}),
    ...(instance.InstanceType ? { instanceType: instance.InstanceType } : {}),
    ...(root?.Ebs?.VolumeId ? { rootVolumeId: root.Ebs.VolumeId } : {}),
  };
}
