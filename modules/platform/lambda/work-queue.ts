import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { queuePolicy } from "../../../core/policies/queue";
import { policyJson } from "../../parts/policy-json";

export interface WorkQueueProps {
  readonly name: string;
  /** Seconds a message stays hidden while somebody works on it; at least six times the worker's time-out. */
  readonly visibilityTimeoutSeconds: number;
  /** Deliveries before a message is given up to the dead-letter queue. */
  readonly maxReceives: number;
  /** SNS topic that hears of given-up messages. */
  readonly alarmTopicArn: string;
  /** ARN of the key of messages. */
  readonly keyArn: string;
}

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

/** An encrypted queue whose failures end in a dead-letter queue, and that in an alarm. */
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
  }
}

export interface DeadLetterQueueProps {
  readonly name: string;
  readonly alarmTopicArn: string;
  readonly keyArn: string;
  /** ARN pattern of the EventBridge rules whose undeliverable events it takes. @default none */
  readonly eventRules?: string;
}

/** A queue where failed work waits for a person, and the alarm that calls one. */
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
    new CloudwatchMetricAlarm(this, "alarm", {
      alarmName: `${props.name}-not-empty`,
      alarmDescription: `Work was given up: read the messages of ${props.name}, mend the cause, redrive the queue.`,
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: this.queue.name },
      statistic: "Maximum",
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "notBreaching",
      alarmActions: [props.alarmTopicArn],
      okActions: [props.alarmTopicArn],
    });
  }
}
