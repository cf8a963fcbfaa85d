import type { Deployment } from "../../core/aws/deployment";
import { ANNOUNCEMENT_ATTRIBUTES, VM_PREFIX } from "../../core/aws/table";
import { type PolicyDocument, policy } from "../../core/policies/document";
import { useKeyThrough } from "../../core/policies/keys";

export interface VmEventsPolicyInput {
  readonly deployment: Deployment;
  readonly tableArn: string;
  /** Jira's API token; absent without a ticket system. */
  readonly secretArn: string | undefined;
  /** Key of table and secret. */
  readonly keyArn: string;
}

/** `vm-events`: sees instances, notes in the records of VMs what it has told, writes to tickets with the API token. */
export function vmEventsPolicy({
  deployment,
  tableArn,
  secretArn,
  keyArn,
}: VmEventsPolicyInput): PolicyDocument {
  const ofVms = { "dynamodb:LeadingKeys": `${VM_PREFIX}*` };
  return policy(
    { Sid: "SeeVms", Effect: "Allow", Action: "ec2:DescribeInstances", Resource: "*" },
    {
      Sid: "ReadRecordsOfVms",
      Effect: "Allow",
      Action: "dynamodb:BatchGetItem",
      Resource: tableArn,
      Condition: { "ForAllValues:StringLike": ofVms },
    },
    {
      // Quotas, clients, the config's VMs, and in a VM's own record its ticket and instance: others answer for those.
      Sid: "NoteWhatWasTold",
      Effect: "Allow",
      Action: "dynamodb:UpdateItem",
      Resource: tableArn,
      Condition: {
        "ForAllValues:StringLike": ofVms,
        "ForAllValues:StringEquals": { "dynamodb:Attributes": ANNOUNCEMENT_ATTRIBUTES },
        // The attributes of an answer are not judged: an update that asks for the whole item would be told all of it.
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
