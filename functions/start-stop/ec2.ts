import {
  DescribeInstancesCommand,
  type DescribeInstancesCommandOutput,
  type EC2Client,
  type Instance,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import type { VmView } from "../../core/schedule/model";
import { TAG } from "../../core/tags";

/** EC2, as far as it is asked here. */
export interface Fleet {
  /** The project's VMs that are running or stopped. */
  list(): Promise<VmView[]>;
  start(ids: readonly string[]): Promise<unknown>;
  stop(ids: readonly string[]): Promise<unknown>;
}

/** The most that EC2 gives; without a size of its own it may cut its answer off. */
const RESULTS_PER_PAGE = 1000;

/** @param project value of the `ManagedBy` tag: an instance without it is never touched */
export function ec2Fleet(client: Pick<EC2Client, "send">, project: string): Fleet {
  const Filters = [
    { Name: `tag:${TAG.managedBy}`, Values: [project] },
    { Name: "instance-state-name", Values: ["running", "stopped"] },
  ];
  return {
    list: async () => {
      const vms: VmView[] = [];
      let NextToken: string | undefined;
      do {
        const page: DescribeInstancesCommandOutput = await client.send(
          new DescribeInstancesCommand({ Filters, MaxResults: RESULTS_PER_PAGE, NextToken }),
        );
        for (const { Instances = [] } of page.Reservations ?? []) vms.push(...Instances.flatMap(toView));
        NextToken = page.NextToken || undefined;
      } while (NextToken);
      return vms;
    },
    start: (ids) => client.send(new StartInstancesCommand({ InstanceIds: [...ids] })),
    stop: (ids) => client.send(new StopInstancesCommand({ InstanceIds: [...ids] })),
  };
}

/** Empty for an answer without what every instance has. */
function toView(instance: Instance): VmView[] {
  const {
    InstanceId: id,
    LaunchTime: launchTime,
    State,
    StateReason,
    StateTransitionReason,
    Tags = [],
  } = instance;
  if (!id || !launchTime || !State?.Name) return [];
  return [
    {
      id,
      state: State.Name,
      launchTime,
      ...(StateReason?.Code ? { stateReasonCode: StateReason.Code } : {}),
      ...(StateTransitionReason ? { stateTransitionReason: StateTransitionReason } : {}),
      tags: Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])),
    },
  ];
}
