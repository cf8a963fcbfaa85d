import { Construct } from "constructs";
import { MetricAlarm, type MetricAlarmProps } from "../../parts/metric-alarm";

export interface StartStopAlarmsProps {
  readonly project: string;
  /** AWS name of the function. */
  readonly functionName: string;
  readonly timeoutSeconds: number;
  readonly alarmTopicArn: string;
}

/** Share of a run's time limit: a longer run may leave work to the next. */
const LONG_RUN = 0.8;

/** Alarms on conditions that do not make `start-stop` fail: an exhausted quota, missing runs, slow runs. */
export class StartStopAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: StartStopAlarmsProps,
  ) {
    super(scope, id);
    const { project, functionName, timeoutSeconds } = props;
    const own = { namespace: project, dimensions: { service: "start-stop" }, statistic: "Sum" } as const;
    this.add("quota", {
      ...own,
      alarmDescription: "VMs are not started: a vCPU quota is used up.",
      runbook: "docs/runbooks/vcpu-quota.md",
      metricName: "FailedQuota",
      threshold: 0,
    });
    this.add("silent", {
      ...own,
      alarmDescription: "No run has completed for half an hour: VMs are neither started nor stopped.",
      runbook: "docs/runbooks/schedules-stand-still.md",
      metricName: "Completed",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      evaluationPeriods: 6,
      treatMissingData: "breaching",
    });
    this.add("slow", {
      alarmDescription: "Runs use nearly all of their time limit: starts and stops are late.",
      runbook: "docs/runbooks/schedules-run-slow.md",
      namespace: "AWS/Lambda",
      metricName: "Duration",
      dimensions: { FunctionName: functionName },
      statistic: "Maximum",
      threshold: timeoutSeconds * 1000 * LONG_RUN,
      evaluationPeriods: 3,
    });
  }

  private add(id: string, alarm: Omit<MetricAlarmProps, "alarmName" | "topicArn">): void {
    const { functionName, alarmTopicArn } = this.props;
    new MetricAlarm(this, id, { ...alarm, alarmName: `${functionName}-${id}`, topicArn: alarmTopicArn });
  }
}
