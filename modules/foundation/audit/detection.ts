import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { Construct } from "constructs";
import { launchByOthersPattern } from "../../../core/audit/launch-pattern";
import type { AuditConfig } from "../../../core/config/sections/audit";
import { TopicRule } from "./topic-rule";

export interface DetectionProps {
  readonly project: string;
  readonly audit: AuditConfig;
  readonly vpcId: string;
  readonly alarmTopicArn: string;
}

/** GuardDuty's scale goes up to 10; from 4 on findings are suspicious activity, below 4 they are failed attempts. */
const MEDIUM_SEVERITY = 4;

/** Detection of launches outside the pipeline, of access from outside the account, and by GuardDuty. */
export class Detection extends Construct {
  constructor(scope: Construct, id: string, props: DetectionProps) {
    super(scope, id);
    const { project, audit, vpcId, alarmTopicArn: topicArn } = props;
    new TopicRule(this, "launches", {
      name: `${project}-launch-by-others`,
      description: "A principal other than the pipeline launched an instance in the VPC",
      pattern: launchByOthersPattern(project, vpcId),
      topicArn,
      message: `${project}: <who> launched <instance> in the VPC, outside the pipeline. CloudTrail event <event>.`,
      paths: {
        who: "$.detail.userIdentity.arn",
        instance: "$.detail.responseElements.instancesSet.items[0].instanceId",
        event: "$.detail.eventID",
      },
    });
    if (audit.accessAnalyzer) this.analyzeAccess(project, topicArn);
    if (audit.guardDuty) this.guard(project, topicArn);
  }

  private analyzeAccess(project: string, topicArn: string): void {
    new AccessanalyzerAnalyzer(this, "analyzer", { analyzerName: project, type: "ACCOUNT" });
    new TopicRule(this, "outside-access", {
      name: `${project}-outside-access`,
      description: "A resource can be accessed from outside the account",
      pattern: {
        source: ["aws.access-analyzer"],
        "detail-type": ["Access Analyzer Finding"],
        detail: { status: ["ACTIVE"] },
      },
      topicArn,
      message: `${project}: <resource> (<type>) can be accessed from outside the account. Archive the finding if that is intended.`,
      paths: { resource: "$.detail.resource", type: "$.detail.resourceType" },
    });
  }

  private guard(project: string, topicArn: string): void {
    new GuarddutyDetector(this, "guard-duty", {
      enable: true,
      findingPublishingFrequency: "FIFTEEN_MINUTES",
    });
    new TopicRule(this, "findings", {
      name: `${project}-guard-duty`,
      description: "GuardDuty found something suspicious",
      pattern: {
        source: ["aws.guardduty"],
        "detail-type": ["GuardDuty Finding"],
        detail: { severity: [{ numeric: [">=", MEDIUM_SEVERITY] }] },
      },
      topicArn,
      message: `${project}: GuardDuty, severity <severity>: <title>`,
      paths: { severity: "$.detail.severity", title: "$.detail.title" },
    });
  }
}
