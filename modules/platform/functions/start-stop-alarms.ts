import { Construct } from "constructs";
import { MetricAlarm, type MetricAlarmProps } from "../../parts/metric-alarm";

export interface StartStopAlarmsProps {
  readonly project: string;
  /** AWS name of the function. */
  readonly functionName: string;
  readonly timeoutSeconds: number;
  readonly alarmTopicArn: string;
}

/** Of the time that a run has: one that takes more leaves work to the next. */
const LONG_RUN = 0.8;

/** What `start-stop` does not fail of by itself: an account at its limits, runs that do not come, or hardly end. */
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
      alarmDescription: "No run has ended for half an hour: VMs are neither started nor stopped.",
      runbook: "docs/runbooks/schedules-stand-still.md",
      metricName: "Completed",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      evaluationPeriods: 6,
      treatMissingData: "breaching",
    });
    this.add("slow", {
      alarmDescription: "Runs take nearly all the time that they have: starts and stops come late.",
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
