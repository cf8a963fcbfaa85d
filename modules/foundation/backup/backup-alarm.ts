import { Construct } from "constructs";
import { MetricAlarm } from "../../parts/metric-alarm";
import { TopicRule } from "../audit/topic-rule";

export interface BackupAlarmProps {
  readonly project: string;
  readonly vaultName: string;
  /** SNS topic that is notified; its policy lets EventBridge and CloudWatch publish. */
  readonly alarmTopicArn: string;
}

const SECONDS_PER_DAY = 86_400;

/** Reports every failed backup into the vault, and days without any backup. */
export class BackupAlarm extends Construct {
  constructor(scope: Construct, id: string, { project, vaultName, alarmTopicArn }: BackupAlarmProps) {
    super(scope, id);
    new TopicRule(this, "failed", {
      name: `${project}-backup-failed`,
      description: "Backups that failed, expired or were aborted",
      pattern: {
        source: ["aws.backup"],
        "detail-type": ["Backup Job State Change"],
        detail: { state: ["ABORTED", "EXPIRED", "FAILED"], backupVaultName: [vaultName] },
      },
      topicArn: alarmTopicArn,
      message: `${project}: the backup of <resource> is <state>: <reason>`,
      paths: {
        resource: "$.detail.resourceArn",
        state: "$.detail.state",
        reason: "$.detail.statusMessage",
      },
    });
    this.alarmOnSilence(project, vaultName, alarmTopicArn);
  }

  /** If the plan, the selection or the role is missing, no job is created, and so no event reports a failure. */
  private alarmOnSilence(project: string, vaultName: string, topicArn: string): void {
    new MetricAlarm(this, "missing", {
      alarmName: `${project}-backup-missing`,
      alarmDescription: `No backup into the vault ${vaultName} was completed for two days: check its plan, selection and role.`,
      runbook: "docs/runbooks/backup-missing.md",
      namespace: "AWS/Backup",
      metricName: "NumberOfBackupJobsCompleted",
      dimensions: { BackupVaultName: vaultName },
      statistic: "Sum",
      period: SECONDS_PER_DAY,
      // A backup may begin at any time in its window, and take hours: a single day may contain none.
      evaluationPeriods: 2,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
      topicArn,
    });
  }
}
