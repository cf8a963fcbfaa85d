import { CreateTagsCommand, DeleteTagsCommand, type EC2Client, type Instance } from "@aws-sdk/client-ec2";
import type { VmView } from "../../core/schedule/model";
import type { Person } from "../../core/vm/names";
import { TAG } from "../../core/vm/tags";
import { describeInstances } from "../shared/describe-instances";
import { vmView } from "../shared/vm-view";

export interface LifecycleVm extends VmView {
  readonly person: Person;
  /** The VM's `Name`, or its id. */
  readonly name: string;
  readonly instanceType?: string;
  /** Key of the ticket that its tag names. */
  readonly ticket?: string;
}

/** EC2, as far as it is asked here. */
export interface Fleet {
  /** The project's VMs that are running or stopped. */
  list(): Promise<LifecycleVm[]>;
  tag(id: string, key: string, value: string): Promise<unknown>;
  untag(id: string, key: string): Promise<unknown>;
}

/** @param project value of the `ManagedBy` tag: an instance without it is neither looked at nor touched */
export function ec2Fleet(client: EC2Client, project: string): Fleet {
  const filters = [
    { Name: `tag:${TAG.managedBy}`, Values: [project] },
    { Name: "instance-state-name", Values: ["running", "stopped"] },
  ];
  return {
    list: async () => {
      const vms: LifecycleVm[] = [];
      for await (const instance of describeInstances(client, filters)) vms.push(...toVm(instance));
      // Judged here as well: nobody else's instance must be touched, whatever the filter made of the name.
      return vms.filter(({ tags }) => tags[TAG.managedBy] === project);
    },
    tag: (id, Key, Value) => client.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key, Value }] })),
    untag: (id, Key) => client.send(new DeleteTagsCommand({ Resources: [id], Tags: [{ Key }] })),
  };
}

/** Empty for an instance without what every VM has. */
function toVm(instance: Instance): LifecycleVm[] {
  const view = vmView(instance);
  const { [TAG.client]: client, [TAG.developer]: developer, [TAG.ticket]: ticket } = view?.tags ?? {};
  if (!view || !client || !developer) return [];
  return [
    {
      ...view,
      person: { client, developer },
      name: view.tags[TAG.name] ?? view.id,
      ...(instance.InstanceType ? { instanceType: instance.InstanceType } : {}),
      ...(ticket ? { ticket } : {}),
    },
  ];
}
