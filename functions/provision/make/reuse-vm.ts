import { StartInstancesCommand } from "@aws-sdk/client-ec2";
import type { Person } from "../../../core/vm/names";
import { TAG } from "../../../core/vm/tags";
import { untagVms } from "../../shared/ec2/tags";
import type { Vm } from "../../shared/ec2/vm";
import type { Context } from "../context";
import { LaunchFailedError, RetryLaterError } from "../errors";
import type { VmRecord } from "../record/record";
import { changeRecord } from "../record/store";
import { launchProblem } from "./launch-problem";

/**
 * Reuses the existing VM: enters it in the record, and starts it if it is stopped, since the ticket asks for a VM.
 * @throws RetryLaterError while it is stopping
 */
export async function reuseVm(ctx: Context, record: VmRecord, vm: Vm): Promise<void> {
  if (record.instanceId !== vm.id) await changeRecord(ctx, record, { instanceId: vm.id });
  if (vm.state === "stopping") throw new RetryLaterError(`${vm.id} has to stop before it can be started`);
  if (vm.state === "stopped") await startVm(ctx, record, vm);
}

async function startVm({ aws }: Context, person: Person, { id, tags }: Vm): Promise<void> {
  // Set when the ticket was closed: the VM follows its schedule again.
  if (tags[TAG.autoSchedule] !== undefined) await untagVms(aws.ec2, [id], TAG.autoSchedule);
  try {
    await aws.ec2.send(new StartInstancesCommand({ InstanceIds: [id] }));
  } catch (error) {
    throw asLaunchFailure(error, person, id);
  }
}

function asLaunchFailure(error: unknown, person: Person, instanceId: string): unknown {
  const problem = launchProblem(error);
  if (problem.kind !== "no-capacity" && problem.kind !== "refused") return error;
  const whatToDo =
    problem.kind === "refused"
      ? problem.whatToDo
      : "The start is retried for a while, and by the VM's schedule. AWS may have capacity again in some minutes.";
  const reason = `${instanceId} cannot be started. ${problem.code}: ${(error as Error).message}`;
  const retryable = problem.kind === "no-capacity";
  return new LaunchFailedError({ person, code: problem.code, reason, whatToDo, retryable }, { cause: error });
}
