import { type Instance, RunInstancesCommand } from "@aws-sdk/client-ec2";
import { osByName } from "../../../core/vm/os";
import { TAG } from "../../../core/vm/tags";
import { tagList } from "../../shared/ec2/tags";
import { retryWhile } from "../../shared/retry";
import type { Context } from "../context";
import type { LaunchAttempt } from "../record/record";
import { isProfileUnknown } from "./launch-problem";

/** A new instance profile becomes known to EC2 within about ten seconds. */
const UNTIL_PROFILE_KNOWN = { tries: 10, pauseMs: 3000 };

/** Launches the attempt's instance; a repetition returns the same one, since the token is the attempt's. */
export async function runAttempt(
  ctx: Pick<Context, "aws" | "sleep">,
  attempt: LaunchAttempt,
): Promise<Instance> {
  // A call that EC2 refuses does not use up the token.
  const answer = await retryWhile(
    ctx,
    UNTIL_PROFILE_KNOWN,
    () => ctx.aws.ec2.send(toCommand(attempt)),
    isProfileUnknown,
  );
  const instance = answer.Instances?.[0];
  if (!instance?.InstanceId) throw new Error("RunInstances answered without an instance");
  return instance;
}

function toCommand(attempt: LaunchAttempt): RunInstancesCommand {
  // A volume has no boot state, and its creation date is its own.
  const { [TAG.state]: _state, [TAG.created]: _created, ...volumeTags } = attempt.tags;
  return new RunInstancesCommand({
    ClientToken: attempt.token,
    MinCount: 1,
    MaxCount: 1,
    LaunchTemplate: { LaunchTemplateId: attempt.templateId, Version: attempt.templateVersion },
    ImageId: attempt.imageId,
    InstanceType: attempt.instanceType as Instance["InstanceType"],
    SubnetId: attempt.subnetId,
    ...(attempt.hibernate ? { HibernationOptions: { Configured: true } } : {}),
    IamInstanceProfile: { Name: attempt.profileName },
    BlockDeviceMappings: [
      {
        DeviceName: osByName(attempt.os).rootDevice,
        Ebs: {
          VolumeSize: attempt.rootVolumeGb,
          VolumeType: "gp3",
          Encrypted: true,
          KmsKeyId: attempt.volumesKeyArn,
          DeleteOnTermination: true,
        },
      },
    ],
    TagSpecifications: [
      { ResourceType: "instance", Tags: tagList(attempt.tags) },
      { ResourceType: "volume", Tags: tagList(volumeTags) },
    ],
  });
}
