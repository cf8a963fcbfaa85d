import { CreateTagsCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import { TAG } from "../../../core/vm/tags";
import type { Vm } from "../../shared/ec2/vm";
import { hasCode } from "../aws-errors";
import type { Context } from "../context";
import { RetryLaterError } from "../errors";

/**
 * Takes a VM off its schedule, which would start it again the next morning, and has it stop.
 * @throws RetryLaterError when it cannot be stopped yet
 */
export async function halt(
  { aws }: Pick<Context, "aws">,
  { id: instanceId, state, tags }: Vm,
): Promise<void> {
  if (tags[TAG.autoSchedule] !== "off") {
    const Tags = [{ Key: TAG.autoSchedule, Value: "off" }];
    await aws.ec2.send(new CreateTagsCommand({ Resources: [instanceId], Tags }));
  }
  if (state !== "pending" && state !== "running") return;
  await aws.ec2.send(new StopInstancesCommand({ InstanceIds: [instanceId] })).catch((error) => {
    if (!hasCode(error, "IncorrectInstanceState")) throw error;
    throw new RetryLaterError(`${instanceId} cannot be stopped while it is ${state}`, { cause: error });
  });
}
