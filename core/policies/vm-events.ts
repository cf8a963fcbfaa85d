import { ANNOUNCEMENT_ATTRIBUTES, VM_PREFIX } from "../table";
import { type Place, type PolicyDocument, policy } from "./document";
import { useKeyThrough } from "./keys";

export interface VmEventsPolicyInput {
  readonly place: Place;
  readonly tableArn: string;
  /** Jira's API token; absent without a ticket system. */
  readonly secretArn: string | undefined;
  /** Key of table and secret. */
  readonly keyArn: string;
}

/** `vm-events`: sees instances, notes in the records of VMs what it has told, writes to tickets with the API token. */
export function vmEventsPolicy({ place, tableArn, secretArn, keyArn }: VmEventsPolicyInput): PolicyDocument {
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
    useKeyThrough(place, keyArn, "UseKey", ["dynamodb", ...(secretArn ? ["secretsmanager"] : [])]),
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
