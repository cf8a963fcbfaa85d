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

/** `vm-events`: sees instances, keeps records, writes to tickets with the API token. */
export function vmEventsPolicy({ place, tableArn, secretArn, keyArn }: VmEventsPolicyInput): PolicyDocument {
  return policy(
    { Sid: "SeeVms", Effect: "Allow", Action: "ec2:DescribeInstances", Resource: "*" },
    {
      Sid: "KeepRecords",
      Effect: "Allow",
      Action: ["dynamodb:BatchGetItem", "dynamodb:UpdateItem"],
      Resource: tableArn,
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
