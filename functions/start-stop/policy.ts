import { schedulesPath, warnDocumentName } from "../../core/aws/agreed-names";
import { arn, type Deployment } from "../../core/aws/deployment";
import { type PolicyDocument, policy, type Statement } from "../../core/policies/document";
import { onlyTags } from "../../core/policies/only-tags";
import { useVolumesKey } from "../../core/policies/use-keys";
import { TAG, tagsRemovedBy, tagsSetBy } from "../../core/vm/tags";

export interface StartStopPolicyInput {
  readonly deployment: Deployment;
  /** Key of the volumes that a start opens. */
  readonly volumesKeyArn: string;
  /** The types that VMs may be changed to. */
  readonly instanceTypes: readonly string[];
}

/** `start-stop`: describes every instance; starts, stops, resizes, tags and warns those of the project. */
export function startStopPolicy({
  deployment,
  volumesKeyArn,
  instanceTypes,
}: StartStopPolicyInput): PolicyDocument {
  const vms = arn(deployment, "ec2", "instance/*");
  const ours = { [`aws:ResourceTag/${TAG.managedBy}`]: deployment.project };
  return policy(
    // EC2 offers no resource or condition for describing.
    { Sid: "DescribeVms", Effect: "Allow", Action: "ec2:DescribeInstances", Resource: "*" },
    {
      Sid: "StartAndStopVms",
      Effect: "Allow",
      Action: ["ec2:StartInstances", "ec2:StopInstances"],
      Resource: vms,
      Condition: { StringEquals: ours },
    },
    {
      Sid: "ChangeToAllowedInstanceTypes",
      Effect: "Allow",
      Action: "ec2:ModifyInstanceAttribute",
      Resource: vms,
      // The new value: a request about any other attribute lacks the key, and is not allowed.
      Condition: { StringEquals: { ...ours, "ec2:Attribute/InstanceType": instanceTypes } },
    },
    tagging("SetTags", "ec2:CreateTags", tagsSetBy("start-stop")),
    tagging("RemoveTags", "ec2:DeleteTags", tagsRemovedBy("start-stop")),
    {
      Sid: "SendStopWarnings",
      Effect: "Allow",
      Action: "ssm:SendCommand",
      Resource: arn(deployment, "ssm", `document/${warnDocumentName(deployment.project)}`),
    },
    {
      Sid: "SendStopWarningsToVms",
      Effect: "Allow",
      Action: "ssm:SendCommand",
      Resource: vms,
      Condition: { StringEquals: ours },
    },
    {
      Sid: "ReadSchedules",
      Effect: "Allow",
      Action: "ssm:GetParametersByPath",
      Resource: arn(deployment, "ssm", `parameter${schedulesPath(deployment.project)}`),
    },
    ...useVolumesKey(deployment, volumesKeyArn),
  );

  function tagging(Sid: string, Action: string, keys: readonly string[]): Statement {
    return {
      Sid,
      Effect: "Allow",
      Action,
      Resource: vms,
      Condition: {
        StringEquals: ours,
        ...onlyTags(keys),
      },
    };
  }
}
