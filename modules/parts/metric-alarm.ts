import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";

/** A page of this repository, optionally with a heading, that describes what to do when the alarm fires. */
type Runbook = `docs/${string}.md` | `docs/${string}.md#${string}`;

type Decided = "actionsEnabled" | "alarmActions" | "insufficientDataActions" | "okActions";
type WithDefault = "comparisonOperator" | "evaluationPeriods" | "period";

export interface MetricAlarmProps extends Omit<CloudwatchMetricAlarmConfig, Decided | WithDefault> {
  /** What has happened, in a sentence. */
  readonly alarmDescription: string;
  readonly runbook: Runbook;
  /** SNS topic that is notified when the alarm fires and when it returns to OK. */
  readonly topicArn: string;
  readonly metricName: string;
  readonly statistic: "Maximum" | "Sum";
  readonly threshold: number;
  /** Seconds. @default 300 */
  readonly period?: number;
  /** @default 1 */
  readonly evaluationPeriods?: number;
  /** @default GreaterThanThreshold */
  readonly comparisonOperator?: "GreaterThanThreshold" | "LessThanThreshold";
  /** Metrics of events have no data while there are no events. @default notBreaching */
  readonly treatMissingData?: "breaching" | "notBreaching";
}

/** A CloudWatch alarm on a metric, whose message names its runbook. All metric alarms use it. */
export class MetricAlarm extends CloudwatchMetricAlarm {
  constructor(
    scope: Construct,
    id: string,
    { runbook, topicArn, alarmDescription, ...config }: MetricAlarmProps,
  ) {
    super(scope, id, {
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
      ...config,
      alarmDescription: `${alarmDescription} Runbook: ${runbook}`,
      alarmActions: [topicArn],
      okActions: [topicArn],
    });
  }
}
