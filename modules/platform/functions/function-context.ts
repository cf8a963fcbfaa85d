import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import type { Deployment } from "../../../core/aws/deployment";
import type { Config } from "../../../core/config/config";

/** ARNs of the keys that the Lambdas use. */
export interface FunctionKeys {
  /** Queues, the table, secrets, their own logs and environment. */
  readonly platform: string;
  /** Volumes of the VMs that they launch and start. */
  readonly volumes: string;
}

/** Common input of every group of Lambdas. */
export interface FunctionContext {
  readonly config: Config;
  readonly deployment: Deployment;
  readonly keys: FunctionKeys;
  readonly alarmTopicArn: string;
  /** Queue of events that failed permanently. */
  readonly deadLetterQueue: SqsQueue;
}
