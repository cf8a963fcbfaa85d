import { texts } from "../body";
import type { Rule } from "../model";
import type { Plan } from "../plan";
import { type PolicyStatement, resourceStatements } from "../policies";
import type { Resource } from "../resource";
import { mustHave, mustHaveAlarm, mustUseOwnKey } from "./parts";

/** The attribute with a service's dead-letter queue, by resource type. */
const DEAD_LETTER_USERS: Readonly<Record<string, string>> = {
  aws_sqs_queue: "redrive_policy",
  aws_lambda_function: "dead_letter_config",
  aws_scheduler_schedule: "target",
  aws_cloudwatch_event_target: "dead_letter_config",
  aws_sns_topic_subscription: "redrive_policy",
};

export const messagingRules: readonly Rule[] = [
  mustUseOwnKey(
    {
      id: "queue-own-key",
      title: "Queues are encrypted with a key of the deployment",
      severity: "high",
      scanners: ["CKV_AWS_27", "CKV2_AWS_73", "AWS-0096", "AWS-0135", "SQS.1"],
      types: ["aws_sqs_queue"],
      remedy: "kms_master_key_id with a key of the deployment",
    },
    "kms_master_key_id",
  ),
  {
    id: "queue-dead-letters",
    title: "Messages that fail permanently are kept in a dead-letter queue",
    severity: "medium",
    scanners: [],
    types: ["aws_sqs_queue"],
    remedy: "a redrive_policy to a dead-letter queue, or use as a dead-letter queue",
    check: (queue, plan) =>
      queue.body["redrive_policy"] !== undefined || isDeadLetterQueue(queue, plan)
        ? undefined
        : "it neither has nor is a dead-letter queue",
  },
  mustHaveAlarm(
    {
      id: "queue-age-watched",
      title: "Messages that wait too long raise an alarm",
      severity: "medium",
      scanners: [],
      types: ["aws_sqs_queue"],
      remedy: "an aws_cloudwatch_metric_alarm on ApproximateAgeOfOldestMessage of the queue",
    },
    "ApproximateAgeOfOldestMessage",
  ),
  tlsOnly("queue-tls-only", "Queues refuse requests without TLS", "aws_sqs_queue", "sqs"),
  mustUseOwnKey(
    {
      id: "topic-own-key",
      title: "Topics are encrypted with a key of the deployment",
      severity: "high",
      scanners: ["CKV_AWS_26", "AWS-0095", "AWS-0136", "SNS.1"],
      types: ["aws_sns_topic"],
      remedy: "kms_master_key_id with a key of the deployment",
    },
    "kms_master_key_id",
  ),
  tlsOnly("topic-tls-only", "Topics refuse messages without TLS", "aws_sns_topic", "sns"),
  mustUseOwnKey(
    {
      id: "schedule-own-key",
      title: "Schedules are encrypted with a key of the deployment",
      severity: "low",
      scanners: ["CKV_AWS_297"],
      types: ["aws_scheduler_schedule"],
      remedy: "kms_key_arn with a key of the deployment",
    },
    "kms_key_arn",
  ),
  mustHave(
    {
      id: "schedule-dead-letters",
      title: "An event of a schedule that cannot be delivered is kept in a dead-letter queue",
      severity: "medium",
      scanners: [],
      types: ["aws_scheduler_schedule"],
      remedy: "a dead-letter queue for the schedule's target",
    },
    "target.dead_letter_config.arn",
  ),
  mustHave(
    {
      id: "event-target-dead-letters",
      title: "An event that cannot be delivered is kept in a dead-letter queue",
      severity: "medium",
      scanners: [],
      types: ["aws_cloudwatch_event_target"],
      remedy: "dead_letter_config with the ARN of a queue",
    },
    "dead_letter_config.arn",
  ),
];

/** SQS and SNS accept plain HTTP too, unless the resource's own policy denies it. */
function tlsOnly(id: string, title: string, type: string, service: string): Rule {
  return {
    id,
    title,
    severity: "medium",
    scanners: [],
    types: [type],
    remedy: "a policy that denies everyone where aws:SecureTransport is false",
    check: (resource, plan) => {
      const attribute = type === "aws_sqs_queue" ? "queue_url" : "arn";
      const policies = [resource, ...plan.referring(`${type}_policy`, attribute, resource)];
      const denied = policies
        .flatMap(resourceStatements)
        .some((statement) => deniesPlainText(statement, service));
      return denied ? undefined : "no policy refuses requests without TLS";
    },
  };
}

function deniesPlainText({ Effect, Action, Condition }: PolicyStatement, service: string): boolean {
  const insecure = texts(Condition?.["Bool"]?.["aws:SecureTransport"]).includes("false");
  return (
    Effect === "Deny" && insecure && texts(Action).some((one) => one.toLowerCase().startsWith(`${service}:`))
  );
}

function isDeadLetterQueue(queue: Resource, plan: Plan): boolean {
  return Object.entries(DEAD_LETTER_USERS).some(
    ([type, attribute]) => plan.referring(type, attribute, queue).length > 0,
  );
}
