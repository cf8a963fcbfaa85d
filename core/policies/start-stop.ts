import { schedulesPath } from "../settings";
import { TAG } from "../tags";
import { arn, type Place, type PolicyDocument, policy } from "./document";
import { useVolumesKey } from "./keys";

/**
 * `start-stop`: sees every instance, starts and stops those of the project.
 * @param volumesKeyArn key of the volumes that a start opens
 */
export function startStopPolicy(place: Place, volumesKeyArn: string): PolicyDocument {
  return policy(
    // EC2 offers no resource or condition for describing.
    { Sid: "SeeVms", Effect: "Allow", Action: "ec2:DescribeInstances", Resource: "*" },
    {
      Sid: "StartAndStopVms",
      Effect: "Allow",
      Action: ["ec2:StartInstances", "ec2:StopInstances"],
      Resource: arn(place, "ec2", "instance/*"),
      Condition: { StringEquals: { [`aws:ResourceTag/${TAG.managedBy}`]: place.project } },
    },
    {
      Sid: "ReadSchedules",
      Effect: "Allow",
      Action: "ssm:GetParametersByPath",
      Resource: arn(place, "ssm", `parameter${schedulesPath(place.project)}`),
    },
    ...useVolumesKey(place, volumesKeyArn),
  );
}
