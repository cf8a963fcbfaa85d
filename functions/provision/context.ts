import type { Logger } from "@aws-lambda-powertools/logger";
import type { EC2Client } from "@aws-sdk/client-ec2";
import type { EFSClient } from "@aws-sdk/client-efs";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { SSMClient } from "@aws-sdk/client-ssm";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { JiraClient } from "../shared/jira/model";
import type { Counters } from "../shared/metrics";
import type { Sleep } from "../shared/retry";
import type { ProvisionSettings } from "./contract";

export interface AwsClients {
  readonly ec2: EC2Client;
  readonly efs: EFSClient;
  readonly iam: IAMClient;
  readonly ssm: SSMClient;
  readonly table: DynamoDBDocumentClient;
}

export interface ProvisionConfig {
  readonly settings: ProvisionSettings;
  readonly tableName: string;
  /** Private subnets that VMs may be launched in, one per zone. */
  readonly subnetIds: readonly string[];
  readonly fileSystemId: string;
  /** Managed policy of every VM role. */
  readonly vmPolicyArn: string;
  /** Permissions boundary of every VM role. */
  readonly boundaryArn: string;
  /** KMS key of the volumes. */
  readonly volumesKeyArn: string;
}

export type Log = Pick<Logger, "info" | "warn" | "error">;

/** What all work needs: created once per cold start, replaced in tests. */
export interface Context {
  readonly config: ProvisionConfig;
  readonly aws: AwsClients;
  readonly jira: Pick<JiraClient, "getIssue" | "comment" | "transition">;
  readonly log: Log;
  readonly counters: Pick<Counters, "count">;
  readonly now: () => Date;
  readonly sleep: Sleep;
}
