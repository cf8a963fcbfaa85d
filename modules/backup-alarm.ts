import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";

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
    const rule = new CloudwatchEventRule(this, "rule", {
      name: `${project}-backup-failed`,
      description: "Backups that failed, expired or were aborted",
      eventPattern: JSON.stringify({
        source: ["aws.backup"],
        "detail-type": ["Backup Job State Change"],
        detail: { state: ["ABORTED", "EXPIRED", "FAILED"], backupVaultName: [vaultName] },
      }),
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      arn: alarmTopicArn,
      inputTransformer: {
        inputPaths: {
          resource: "$.detail.resourceArn",
          state: "$.detail.state",
          reason: "$.detail.statusMessage",
        },
        inputTemplate: '"The backup of <resource> is <state>: <reason>"',
      },
    });
  }
}
