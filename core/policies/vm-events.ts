import { type PolicyDocument, policy } from "./document";

export interface VmEventsPolicyInput {
  readonly tableArn: string;
  /** Jira's API token; absent without a ticket system. */
  readonly secretArn: string | undefined;
}

/** `vm-events`: sees instances, keeps records, writes to tickets with the API token. */
export function vmEventsPolicy({ tableArn, secretArn }: VmEventsPolicyInput): PolicyDocument {
  return policy(
    { Sid: "SeeVms", Effect: "Allow", Action: "ec2:DescribeInstances", Resource: "*" },
    {
      Sid: "KeepRecords",
      Effect: "Allow",
      Action: ["dynamodb:BatchGetItem", "dynamodb:UpdateItem"],
      Resource: tableArn,
    },
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
