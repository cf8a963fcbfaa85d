import { Construct } from "constructs";
import { TopicRule } from "./audit/topic-rule";

export interface BackupAlarmProps {
  readonly project: string;
  readonly vaultName: string;
  /** SNS topic that hears of it; its policy lets EventBridge publish. */
  readonly alarmTopicArn: string;
}

/** Tells of every backup into the vault that came to nothing. */
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
  }
}
