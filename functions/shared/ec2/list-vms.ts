import type { EC2Client } from "@aws-sdk/client-ec2";
import { TAG } from "../../../core/vm/tags";
import { describeInstances } from "./describe-instances";
import { toVm, type Vm } from "./vm";

export interface VmQuery {
  /** Value of the `ManagedBy` tag: an instance without it is never touched. */
  readonly project: string;
  /** Further tags that the VMs have. */
  readonly tags?: Readonly<Record<string, string>>;
  /** EC2's state names. @default any */
  readonly states?: readonly string[];
}

/** The project's VMs, page by page. */
export async function listVms(
  client: Pick<EC2Client, "send">,
  { project, tags = {}, states }: VmQuery,
): Promise<Vm[]> {
  const wanted = Object.entries({ [TAG.managedBy]: project, ...tags });
  const filters = [
    ...wanted.map(([key, value]) => ({ Name: `tag:${key}`, Values: [value] })),
    ...(states ? [{ Name: "instance-state-name", Values: [...states] }] : []),
  ];
  const vms: Vm[] = [];
  for await (const instance of describeInstances(client, filters)) {
    const vm = toVm(instance);
    // In a filter, `*` and `?` are wildcards: a VM of another project must never be touched.
    if (vm && wanted.every(([key, value]) => vm.tags[key] === value)) vms.push(vm);
  }
  return vms;
}
