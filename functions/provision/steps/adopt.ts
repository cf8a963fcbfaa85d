import { DeleteTagsCommand, StartInstancesCommand } from "@aws-sdk/client-ec2";
import type { Person } from "../../../core/vm/names";
import { TAG } from "../../../core/vm/tags";
import type { Vm } from "../../shared/ec2/vm";
import type { Context } from "../context";
import { LaunchFailedError, RetryLaterError } from "../errors";
import { launchVerdict } from "../launch-errors";
import type { VmRecord } from "../record";
import { changeRecord } from "../store";

/**
 * Takes the VM that is there: enters it in the record, and starts it when it stands still, since a ticket in the
 * provisioning status says that somebody wants it.
 */
export async function adopt(ctx: Context, record: VmRecord, vm: Vm): Promise<void> {
  if (record.instanceId !== vm.id) await changeRecord(ctx, record, { instanceId: vm.id });
  if (vm.state === "stopping") throw new RetryLaterError(`${vm.id} has to stop before it can be started`);
  if (vm.state === "stopped") await start(ctx, record, vm);
}

async function start({ aws }: Context, person: Person, { id: instanceId, tags }: Vm): Promise<void> {
  if (tags[TAG.autoSchedule] !== undefined) {
    // Set when the ticket was closed: from here on the VM follows its schedule again.
    await aws.ec2.send(new DeleteTagsCommand({ Resources: [instanceId], Tags: [{ Key: TAG.autoSchedule }] }));
  }
  try {
    await aws.ec2.send(new StartInstancesCommand({ InstanceIds: [instanceId] }));
  } catch (error) {
    throw asLaunchFailure(error, person, instanceId);
  }
}

function asLaunchFailure(error: unknown, person: Person, instanceId: string): unknown {
  const verdict = launchVerdict(error);
  if (verdict.kind !== "no-capacity" && verdict.kind !== "refused") return error;
  const whatToDo =
    verdict.kind === "refused"
      ? verdict.whatToDo
      : "It is tried again for a while, and by the VM's schedule. AWS may have room again in some minutes.";
  const reason = `${instanceId} cannot be started. ${verdict.code}: ${(error as Error).message}`;
  const retryable = verdict.kind === "no-capacity";
  return new LaunchFailedError({ person, code: verdict.code, reason, whatToDo, retryable }, { cause: error });
}
