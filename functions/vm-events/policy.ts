import type { Deployment } from "../../core/aws/deployment";
import { ANNOUNCEMENT_ATTRIBUTES, VM_PREFIX } from "../../core/aws/table";
import { type PolicyDocument, policy } from "../../core/policies/document";
import { useKeyThrough } from "../../core/policies/use-keys";

export interface VmEventsPolicyInput {
  readonly deployment: Deployment;
  readonly tableArn: string;
  /** Jira's API token; absent without a ticket system. */
  readonly secretArn: string | undefined;
  /** Key of table and secret. */
  readonly keyArn: string;
}

/** `vm-events`: describes instances, records announcements, comments on tickets with the API token. */
export function vmEventsPolicy({
  deployment,
  tableArn,
  secretArn,
  keyArn,
}: VmEventsPolicyInput): PolicyDocument {
  const ofVms = { "dynamodb:LeadingKeys": `${VM_PREFIX}*` };
  return policy(
    { Sid: "DescribeVms", Effect: "Allow", Action: "ec2:DescribeInstances", Resource: "*" },
    {
      Sid: "ReadVmRecords",
      Effect: "Allow",
      Action: "dynamodb:BatchGetItem",
      Resource: tableArn,
      Condition: { "ForAllValues:StringLike": ofVms },
    },
    {
      // Not quotas, clients, the config's VMs, nor the ticket and instance of a VM's record.
      Sid: "WriteAnnouncements",
      Effect: "Allow",
      Action: "dynamodb:UpdateItem",
      Resource: tableArn,
      Condition: {
        "ForAllValues:StringLike": ofVms,
        "ForAllValues:StringEquals": { "dynamodb:Attributes": ANNOUNCEMENT_ATTRIBUTES },
        // IAM does not check the attributes of an answer: an update that returns the whole item would reveal all of it.
        StringEqualsIfExists: { "dynamodb:ReturnValues": "NONE" },
      },
    },
    useKeyThrough(deployment, keyArn, "UseKey", ["dynamodb", ...(secretArn ? ["secretsmanager"] : [])]),
    ...(secretArn
      ? [
          {
            Sid: "ReadApiToken",
            Effect: "Allow" as const,
            Action: "secretsmanager:GetSecretValue",
            Resource: secretArn,
          },
        ]
      : []),
  );
}
