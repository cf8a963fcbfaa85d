import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { queuePolicy } from "../../../core/policies/queue";
import { MetricAlarm } from "../../parts/metric-alarm";
import { policyJson } from "../../parts/policy-json";

export interface WorkQueueProps {
  readonly name: string;
  /** Seconds a message stays hidden while somebody works on it; at least six times the worker's time-out. */
  readonly visibilityTimeoutSeconds: number;
  /** Deliveries before a message is given up to the dead-letter queue. */
  readonly maxReceives: number;
  /** SNS topic of the alarms. */
  readonly alarmTopicArn: string;
  /** ARN of the key of messages. */
  readonly keyArn: string;
}

const TEN_DAYS = 10 * 24 * 3600;
const FOURTEEN_DAYS = 14 * 24 * 3600;
/** Seconds that SQS uses one data key for: fewer calls to KMS, which bills them. */
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

/** An encrypted queue whose failures end in a dead-letter queue, and that in an alarm; another alarm watches its backlog. */
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
      alarmDescription: `Messages of ${props.name} wait for long: they come in faster than they are worked off, or not at all.`,
      runbook: "docs/runbooks/queue-backlog.md",
      // SQS leaves messages out of this metric that were received three times. If the worker was killed, the third time
      // comes after two time-outs; what `provision` sends back is received a third time within three quarters of an hour.
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

/** A queue where failed work waits for a person, and the alarms that call one. */
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
      alarmDescription: `Work was given up: read the messages of ${props.name}, fix the cause, redrive the queue.`,
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
      alarmDescription: `Given-up work is about to be lost: SQS deletes messages of ${props.name} when they are 14 days old.`,
      runbook: "docs/runbooks/given-up-work.md",
      // Leaves four days, so that a long weekend is not the time in which it is lost.
      threshold: TEN_DAYS,
    });
  }
}
