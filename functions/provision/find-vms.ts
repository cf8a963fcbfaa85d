import type { Person } from "../../core/vm/names";
import { TAG } from "../../core/vm/tags";
import { listVms } from "../shared/ec2/list-vms";
import { isLive } from "../shared/ec2/states";
import type { Vm } from "../shared/ec2/vm";
import type { Context } from "./context";

type Ec2Context = Pick<Context, "aws" | "config">;

/** The client and developer of a VM, as its tags spell them. */
export function personOf({ tags }: Pick<Vm, "tags">): Person {
  return { client: tags[TAG.client] ?? "", developer: tags[TAG.developer] ?? "" };
}

/** The project's live VMs of that client and developer, oldest first. */
export async function findVmsOfPerson(ctx: Ec2Context, { client, developer }: Person): Promise<Vm[]> {
  const vms = await findVms(ctx, { [TAG.client]: client, [TAG.developer]: developer });
  return vms.filter(isLive);
}

/** The project's VMs of that ticket, including those that are being terminated or were lately. */
export async function findVmsOfTicket(ctx: Ec2Context, ticket: string): Promise<Vm[]> {
  return findVms(ctx, { [TAG.ticket]: ticket });
}

export async function findVmOfTicket(ctx: Ec2Context, ticket: string, id: string): Promise<Vm | undefined> {
  return (await findVmsOfTicket(ctx, ticket)).find((vm) => vm.id === id);
}

async function findVms({ aws, config }: Ec2Context, tags: Record<string, string>): Promise<Vm[]> {
  const vms = await listVms(aws.ec2, { project: config.settings.project, tags });
  return vms.sort((one, other) => one.launchTime.getTime() - other.launchTime.getTime());
}
