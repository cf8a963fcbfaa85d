import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

export interface StartStopAlarmsProps {
  readonly project: string;
  /** AWS name of the function. */
  readonly functionName: string;
  readonly timeoutSeconds: number;
  readonly alarmTopicArn: string;
}

/** Of the time that a run has: one that takes more leaves work to the next. */
const LONG_RUN = 0.8;

type Metric = Pick<
  CloudwatchMetricAlarmConfig,
  "namespace" | "metricName" | "dimensions" | "statistic" | "threshold" | "comparisonOperator"
>;

/** What `start-stop` does not fail of by itself: an account at its limits, runs that do not come, or hardly end. */
export class StartStopAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: StartStopAlarmsProps,
  ) {
    super(scope, id);
    const { project, functionName, timeoutSeconds } = props;
    const own = { namespace: project, dimensions: { service: "start-stop" }, statistic: "Sum" };
    this.add("quota", "VMs are not started: a vCPU quota is used up. Runbook: docs/runbooks/vcpu-quota.md", {
      metric: { ...own, metricName: "FailedQuota", comparisonOperator: "GreaterThanThreshold", threshold: 0 },
    });
    this.add("silent", "No run has ended for half an hour: VMs are neither started nor stopped.", {
      metric: { ...own, metricName: "Completed", comparisonOperator: "LessThanThreshold", threshold: 1 },
      periods: 6,
      missing: "breaching",
    });
    this.add("slow", "Runs take nearly all the time that they have: starts and stops come late.", {
      metric: {
        namespace: "AWS/Lambda",
        metricName: "Duration",
        dimensions: { FunctionName: functionName },
        statistic: "Maximum",
        comparisonOperator: "GreaterThanThreshold",
        threshold: timeoutSeconds * 1000 * LONG_RUN,
      },
      periods: 3,
    });
  }

  private add(
    id: string,
    alarmDescription: string,
    of: { readonly metric: Metric; readonly periods?: number; readonly missing?: string },
  ): void {
    const { functionName, alarmTopicArn } = this.props;
    new CloudwatchMetricAlarm(this, id, {
      ...of.metric,
      alarmName: `${functionName}-${id}`,
      alarmDescription,
      period: 300,
      evaluationPeriods: of.periods ?? 1,
      treatMissingData: of.missing ?? "notBreaching",
      alarmActions: [alarmTopicArn],
      okActions: [alarmTopicArn],
    });
  }
}
