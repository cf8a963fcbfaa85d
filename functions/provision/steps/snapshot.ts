import { CreateSnapshotCommand, DescribeSnapshotsCommand, type Snapshot } from "@aws-sdk/client-ec2";
import { OPERATIONAL_TAGS, TAG } from "../../../core/tags";
import type { Context } from "../context";
import { RetryLaterError } from "../errors";
import { poll } from "../pause";
import type { FoundVm } from "./find-vms";

/** A first snapshot takes minutes: what is not done by then is left to the message's next delivery. */
const UNTIL_COMPLETED = { tries: 12, pauseMs: 5000 };

/**
 * A completed snapshot of a VM's root volume, with the VM's identifying tags; the one that is there, or a new one.
 * @throws RetryLaterError while it is not completed: the volume goes with the instance
 */
export async function ensureSnapshot(ctx: Context, vm: FoundVm): Promise<void> {
  if (!vm.rootVolumeId) return;
  const usable = (await finalSnapshots(ctx, vm.instanceId)).some(({ State }) => State !== "error");
  if (!usable) await create(ctx, vm);
  const snapshots = await poll(ctx, UNTIL_COMPLETED, () => finalSnapshots(ctx, vm.instanceId), hasCompleted);
  if (!hasCompleted(snapshots))
    throw new RetryLaterError(`The snapshot of ${vm.instanceId} is not completed`);
}

/** Snapshots taken of a VM for its termination. */
export async function finalSnapshots({ aws, config }: Context, instanceId: string): Promise<Snapshot[]> {
  const { Snapshots = [] } = await aws.ec2.send(
    new DescribeSnapshotsCommand({
      OwnerIds: ["self"],
      Filters: [
        { Name: "description", Values: [describe(instanceId)] },
        { Name: `tag:${TAG.managedBy}`, Values: [config.settings.project] },
      ],
    }),
  );
  return Snapshots;
}

async function create({ aws }: Context, { instanceId, rootVolumeId, tags }: FoundVm): Promise<void> {
  const kept = Object.entries(tags).filter(
    ([key]) => !OPERATIONAL_TAGS.includes(key) && !key.startsWith("aws:"),
  );
  await aws.ec2.send(
    new CreateSnapshotCommand({
      VolumeId: rootVolumeId,
      Description: describe(instanceId),
      TagSpecifications: [{ ResourceType: "snapshot", Tags: kept.map(([Key, Value]) => ({ Key, Value })) }],
    }),
  );
}

function hasCompleted(snapshots: readonly Snapshot[]): boolean {
  return snapshots.some(({ State }) => State === "completed");
}

function describe(instanceId: string): string {
  return `Root volume of ${instanceId} before its termination`;
}
