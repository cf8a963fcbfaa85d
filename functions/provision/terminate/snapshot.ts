import { CreateSnapshotCommand, DescribeSnapshotsCommand, type Snapshot } from "@aws-sdk/client-ec2";
import { OPERATIONAL_TAGS, TAG } from "../../../core/vm/tags";
import type { Vm } from "../../shared/ec2/vm";
import { poll } from "../../shared/retry";
import type { Context } from "../context";
import { RetryLaterError } from "../errors";

/** A first snapshot takes minutes: what is not completed by then is left to the message's next delivery. */
const UNTIL_COMPLETED = { tries: 12, pauseMs: 5000 };
const PAUSE_SECONDS = 15 * 60;
/** Tag of a snapshot: the launch time of the VM, which identifies the stop that it was taken in. */
const LAUNCH_TAG = "LaunchTime";

/**
 * Ensures a completed snapshot of a stopped VM's root volume with the VM's identifying tags: the existing one of this
 * very stop, or a new one.
 * @throws RetryLaterError while it is not completed: the volume is deleted with the instance
 */
export async function ensureSnapshot(ctx: Context, vm: Vm): Promise<void> {
  if (!vm.rootVolumeId) return;
  const usable = (await finalSnapshots(ctx, vm)).some(({ State }) => State !== "error");
  if (!usable) await createSnapshot(ctx, vm);
  const snapshots = await poll(ctx, UNTIL_COMPLETED, () => finalSnapshots(ctx, vm), hasCompleted);
  if (hasCompleted(snapshots)) return;
  throw new RetryLaterError(`The snapshot of ${vm.id} is not completed`, {
    pauseSeconds: PAUSE_SECONDS,
  });
}

/** Snapshots of a VM for its termination that were taken since its last start. */
export async function finalSnapshots({ aws, config }: Context, { id, launchTime }: Vm): Promise<Snapshot[]> {
  const { Snapshots = [] } = await aws.ec2.send(
    new DescribeSnapshotsCommand({
      OwnerIds: ["self"],
      Filters: [
        { Name: "description", Values: [descriptionOf(id)] },
        { Name: `tag:${TAG.managedBy}`, Values: [config.settings.project] },
        { Name: `tag:${LAUNCH_TAG}`, Values: [launchTime.toISOString()] },
      ],
    }),
  );
  return Snapshots;
}

async function createSnapshot({ aws }: Context, { id, rootVolumeId, launchTime, tags }: Vm): Promise<void> {
  const kept = Object.entries(tags).filter(
    ([key]) => !OPERATIONAL_TAGS.includes(key) && !key.startsWith("aws:"),
  );
  const Tags = [...kept, [LAUNCH_TAG, launchTime.toISOString()]].map(([Key, Value]) => ({ Key, Value }));
  await aws.ec2.send(
    new CreateSnapshotCommand({
      VolumeId: rootVolumeId,
      Description: descriptionOf(id),
      TagSpecifications: [{ ResourceType: "snapshot", Tags }],
    }),
  );
}

function hasCompleted(snapshots: readonly Snapshot[]): boolean {
  return snapshots.some(({ State }) => State === "completed");
}

function descriptionOf(instanceId: string): string {
  return `Root volume of ${instanceId} before its termination`;
}
