import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import type { Config } from "../core/config/model";
import type { Place } from "../core/policies/document";

/** What every group of Lambdas is made with. */
export interface FunctionContext {
  readonly config: Config;
  readonly place: Place;
  readonly alarmTopicArn: string;
  /** Where events and ticks go that failed for good. */
  readonly deadLetterQueue: SqsQueue;
}
