import { Construct } from "constructs";
import { MetricAlarm } from "../../parts/metric-alarm";
import { TopicRule } from "../audit/topic-rule";

export interface BackupAlarmProps {
  readonly project: string;
  readonly vaultName: string;
  /** SNS topic that hears of it; its policy lets EventBridge and CloudWatch publish. */
  readonly alarmTopicArn: string;
}

const SECONDS_PER_DAY = 86_400;

/** Tells of every backup into the vault that came to nothing, and of days on which none was made. */
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

  /** A plan, a selection or a role that is gone makes no job, and so no event of one that failed. */
  private alarmOnSilence(project: string, vaultName: string, topicArn: string): void {
    new MetricAlarm(this, "missing", {
      alarmName: `${project}-backup-missing`,
      alarmDescription: `For two days, no backup into the vault ${vaultName} was completed: see its plan, selection and role.`,
      runbook: "docs/runbooks/backup-missing.md",
      namespace: "AWS/Backup",
      metricName: "NumberOfBackupJobsCompleted",
      dimensions: { BackupVaultName: vaultName },
      statistic: "Sum",
      period: SECONDS_PER_DAY,
      // A backup may begin at any time of its window, and take hours: of one day alone, none may fall into it.
      evaluationPeriods: 2,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
      topicArn,
    });
  }
}
