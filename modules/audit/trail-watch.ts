import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { trailAlarms } from "../../core/audit/trail-alarms";
import type { Place } from "../../core/policies/document";
import type { Trail } from "./trail";

export interface TrailWatchProps {
  readonly place: Place;
  readonly trail: Trail;
  readonly alarmTopicArn: string;
}

/** Alarms on events of the trail. */
export class TrailWatch extends Construct {
  constructor(scope: Construct, id: string, { place, trail, alarmTopicArn }: TrailWatchProps) {
    super(scope, id);
    const namespace = `${place.project}/audit`;
    const watched = trailAlarms({
      place,
      trailBucket: trail.bucket.bucket.bucket,
      trailLogGroup: trail.logGroup.name,
    });
    for (const { name, description, pattern } of watched) {
      new CloudwatchLogMetricFilter(this, `${name}-filter`, {
        name: `${place.project}-${name}`,
        logGroupName: trail.logGroup.name,
        pattern,
        metricTransformation: { name, namespace, value: "1", defaultValue: "0" },
      });
      new CloudwatchMetricAlarm(this, `${name}-alarm`, {
        alarmName: `${place.project}-${name}`,
        alarmDescription: `${description} Log group ${trail.logGroup.name}.`,
        namespace,
        metricName: name,
        statistic: "Sum",
        period: 300,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        treatMissingData: "notBreaching",
        alarmActions: [alarmTopicArn],
      });
    }
  }
}
