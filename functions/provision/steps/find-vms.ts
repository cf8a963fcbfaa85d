import type { Person } from "../../../core/vm/names";
import { TAG } from "../../../core/vm/tags";
import { listVms } from "../../shared/ec2/list-vms";
import { isLive } from "../../shared/ec2/states";
import type { Vm } from "../../shared/ec2/vm";
import type { Context } from "../context";

type Ec2Context = Pick<Context, "aws" | "config">;

/** Whose VM it is, as its tags spell it. */
export function personOf({ tags }: Pick<Vm, "tags">): Person {
  return { client: tags[TAG.client] ?? "", developer: tags[TAG.developer] ?? "" };
}

/** The project's VM of that client and developer, oldest first should there be several. */
export async function findVmsOfPerson(ctx: Ec2Context, { client, developer }: Person): Promise<Vm[]> {
  const vms = await findVms(ctx, { [TAG.client]: client, [TAG.developer]: developer });
  return vms.filter(isLive);
}

/** The project's VMs of that ticket, also those that are being terminated or lately were. */
export async function findVmsOfTicket(ctx: Ec2Context, ticket: string): Promise<Vm[]> {
  return findVms(ctx, { [TAG.ticket]: ticket });
}

async function findVms({ aws, config }: Ec2Context, tags: Record<string, string>): Promise<Vm[]> {
  const vms = await listVms(aws.ec2, { project: config.settings.project, tags });
  return vms.sort((one, other) => one.launchTime.getTime() - other.launchTime.getTime());
}
