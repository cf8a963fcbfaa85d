import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { queuePolicy } from "../../../core/policies/queue";
import { MetricAlarm } from "../../parts/metric-alarm";
import { policyJson } from "../../parts/policy-json";

export interface WorkQueueProps {
  readonly name: string;
  /** Visibility timeout in seconds: at least six times the worker's timeout. */
  readonly visibilityTimeoutSeconds: number;
  /** Deliveries before a message is moved to the dead-letter queue. */
  readonly maxReceives: number;
  /** SNS topic of the alarms. */
  readonly alarmTopicArn: string;
  /** ARN of the key of messages. */
  readonly keyArn: string;
}

const TEN_DAYS = 10 * 24 * 3600;
const FOURTEEN_DAYS = 14 * 24 * 3600;
/** Seconds that SQS reuses a data key: it reduces calls to KMS, which are billed. */
const DATA_KEY_SECONDS = 3600;

function encryption(keyArn: string) {
  return { kmsMasterKeyId: keyArn, kmsDataKeyReusePeriodSeconds: DATA_KEY_SECONDS };
}

/** Gives a queue its policy. */
function guard(scope: Construct, { arn, url }: SqsQueue, eventRules?: string): void {
  new SqsQueuePolicy(scope, "policy", { queueUrl: url, policy: policyJson(queuePolicy(arn, eventRules)) });
}

/** The age of a queue's oldest message, in seconds. */
function oldestMessage({ name }: SqsQueue, topicArn: string) {
  return {
    namespace: "AWS/SQS",
    metricName: "ApproximateAgeOfOldestMessage",
    dimensions: { QueueName: name },
    statistic: "Maximum",
    topicArn,
  } as const;
}

/** An encrypted queue with a dead-letter queue and its alarms; another alarm watches its backlog. */
export class WorkQueue extends Construct {
  readonly queue: SqsQueue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const dead = new DeadLetterQueue(this, "dead-letters", {
      name: `${props.name}-dead-letters`,
      alarmTopicArn: props.alarmTopicArn,
      keyArn: props.keyArn,
    });
    this.queue = new SqsQueue(this, "queue", {
      name: props.name,
      ...encryption(props.keyArn),
      visibilityTimeoutSeconds: props.visibilityTimeoutSeconds,
      messageRetentionSeconds: FOURTEEN_DAYS,
      redrivePolicy: JSON.stringify({
        deadLetterTargetArn: dead.queue.arn,
        maxReceiveCount: props.maxReceives,
      }),
      tags: { Name: props.name },
    });
    guard(this, this.queue);
    new MetricAlarm(this, "backlog", {
      ...oldestMessage(this.queue, props.alarmTopicArn),
      alarmName: `${props.name}-backlog`,
      alarmDescription: `Messages of ${props.name} wait too long: they arrive faster than they are processed, or are not processed at all.`,
      runbook: "docs/runbooks/queue-backlog.md",
      // SQS excludes messages that were received three times from this metric. If the worker was killed, the third
      // receive comes after two timeouts; messages that `provision` returns are received a third time within 45
      // minutes.
      threshold: 2 * props.visibilityTimeoutSeconds,
    });
  }
}

export interface DeadLetterQueueProps {
  readonly name: string;
  readonly alarmTopicArn: string;
  readonly keyArn: string;
  /** ARN pattern of the EventBridge rules whose undeliverable events it takes. @default none */
  readonly eventRules?: string;
}

/** A queue where failed messages wait for an operator, and its alarms. */
export class DeadLetterQueue extends Construct {
  readonly queue: SqsQueue;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new SqsQueue(this, "queue", {
      name: props.name,
      ...encryption(props.keyArn),
      messageRetentionSeconds: FOURTEEN_DAYS,
      tags: { Name: props.name },
    });
    guard(this, this.queue, props.eventRules);
    new MetricAlarm(this, "alarm", {
      alarmName: `${props.name}-not-empty`,
      alarmDescription: `Messages failed permanently: read the messages of ${props.name}, fix the cause, redrive the queue.`,
      runbook: "docs/runbooks/given-up-work.md",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: this.queue.name },
      statistic: "Maximum",
      threshold: 0,
      topicArn: props.alarmTopicArn,
    });
    new MetricAlarm(this, "expiry", {
      ...oldestMessage(this.queue, props.alarmTopicArn),
      alarmName: `${props.name}-expiring`,
      alarmDescription: `Failed messages are about to be lost: SQS deletes messages of ${props.name} when they are 14 days old.`,
      runbook: "docs/runbooks/given-up-work.md",
      // Leaves four days, so that no message is lost over a long weekend.
      threshold: TEN_DAYS,
    });
  }
}
