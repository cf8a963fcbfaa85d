import { StopInstancesCommand } from "@aws-sdk/client-ec2";
import { TAG } from "../../../core/vm/tags";
import { hasCode } from "../../shared/aws-errors";
import { tagVms } from "../../shared/ec2/tags";
import type { Vm } from "../../shared/ec2/vm";
import type { Context } from "../context";
import { RetryLaterError } from "../errors";

/**
 * Stops a VM and opts it out of its schedule, which would start it again the next morning.
 * @throws RetryLaterError when it cannot be stopped yet
 */
export async function stopAndOptOut({ aws }: Pick<Context, "aws">, { id, state, tags }: Vm): Promise<void> {
  if (tags[TAG.autoSchedule] !== "off") await tagVms(aws.ec2, [id], TAG.autoSchedule, "off");
  if (state !== "pending" && state !== "running") return;
  await aws.ec2.send(new StopInstancesCommand({ InstanceIds: [id] })).catch((error) => {
    if (!hasCode(error, "IncorrectInstanceState")) throw error;
    throw new RetryLaterError(`${id} cannot be stopped while it is ${state}`, { cause: error });
  });
}
