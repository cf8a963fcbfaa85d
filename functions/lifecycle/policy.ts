import { arn, type Deployment } from "../../core/aws/deployment";
import { type PolicyDocument, policy, type Statement } from "../../core/policies/document";
import { onlyTags } from "../../core/policies/only-tags";
import { useKeyThrough } from "../../core/policies/use-keys";
import { TAG, tagsChangedBy } from "../../core/vm/tags";

export interface LifecyclePolicyInput {
  readonly deployment: Deployment;
  readonly tableArn: string;
  readonly topicArn: string;
  /** Key of table, topic, queue and secret. */
  readonly keyArn: string;
  /** Absent without a ticket system. */
  readonly tickets: { readonly secretArn: string; readonly queueArn: string } | undefined;
}

/** `lifecycle`: describes VMs, tags them, comments and notifies, and requests terminations from `provision`. */
export function lifecyclePolicy(input: LifecyclePolicyInput): PolicyDocument {
  const { deployment, tableArn, topicArn, keyArn, tickets } = input;
  return policy(
    { Sid: "DescribeVms", Effect: "Allow", Action: "ec2:DescribeInstances", Resource: "*" },
    {
      Sid: "SetAndRemoveTags",
      Effect: "Allow",
      Action: ["ec2:CreateTags", "ec2:DeleteTags"],
      Resource: arn(deployment, "ec2", "instance/*"),
      Condition: {
        StringEquals: { [`aws:ResourceTag/${TAG.managedBy}`]: deployment.project },
        ...onlyTags(tagsChangedBy("lifecycle")),
      },
    },
    { Sid: "ReadConfigVms", Effect: "Allow", Action: "dynamodb:BatchGetItem", Resource: tableArn },
    { Sid: "NotifyPlatformTeam", Effect: "Allow", Action: "sns:Publish", Resource: topicArn },
    useKeyThrough(deployment, keyArn, "UseKey", [
      "dynamodb",
      "sns",
      ...(tickets ? ["secretsmanager", "sqs"] : []),
    ]),
    ...(tickets ? workWithTickets(tickets) : []),
  );
}

function workWithTickets({ secretArn, queueArn }: { secretArn: string; queueArn: string }): Statement[] {
  return [
    { Sid: "ReadApiToken", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secretArn },
    { Sid: "RequestTerminations", Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn },
  ];
}
