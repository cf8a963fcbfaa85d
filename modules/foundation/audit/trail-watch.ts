import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";
import { trailAlarms } from "../../../core/audit/trail-alarms";
import type { Deployment } from "../../../core/aws/deployment";
import { MetricAlarm } from "../../parts/metric-alarm";
import type { Trail } from "./trail";

export interface TrailWatchProps {
  readonly deployment: Deployment;
  readonly trail: Trail;
  readonly alarmTopicArn: string;
}

/** Alarms on events of the trail. */
export class TrailWatch extends Construct {
  constructor(scope: Construct, id: string, { deployment, trail, alarmTopicArn }: TrailWatchProps) {
    super(scope, id);
    const namespace = `${deployment.project}/audit`;
    const watched = trailAlarms({
      deployment,
      trailBucket: trail.bucket.bucket.bucket,
      trailLogGroup: trail.logGroup.name,
    });
    for (const { name, description, pattern } of watched) {
      new CloudwatchLogMetricFilter(this, `${name}-filter`, {
        name: `${deployment.project}-${name}`,
        logGroupName: trail.logGroup.name,
        pattern,
        metricTransformation: { name, namespace, value: "1", defaultValue: "0" },
      });
      new MetricAlarm(this, `${name}-alarm`, {
        alarmName: `${deployment.project}-${name}`,
        alarmDescription: `${description} Log group ${trail.logGroup.name}.`,
        runbook: "docs/audit.md#when-an-alarm-fires",
        namespace,
        metricName: name,
        statistic: "Sum",
        threshold: 0,
        topicArn: alarmTopicArn,
      });
    }
  }
}
