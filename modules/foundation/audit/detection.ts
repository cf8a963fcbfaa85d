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

/** GuardDuty's scale runs to 10; from 4 on it speaks of what is suspicious, below of what was tried in vain. */
const MEDIUM_SEVERITY = 4;

/** What looks for trouble by itself: launches beside the pipeline, access from outside, GuardDuty. */
export class Detection extends Construct {
  constructor(scope: Construct, id: string, props: DetectionProps) {
    super(scope, id);
    const { project, audit, vpcId, alarmTopicArn: topicArn } = props;
    new TopicRule(this, "launches", {
      name: `${project}-launch-by-others`,
      description: "An instance was launched in the VPC by other than the pipeline",
      pattern: launchByOthersPattern(project, vpcId),
      topicArn,
      message: `${project}: <who> launched <instance> in the VPC, which is not how VMs are made here. CloudTrail event <event>.`,
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
      description: "Something in the account can be reached from outside it",
      pattern: {
        source: ["aws.access-analyzer"],
        "detail-type": ["Access Analyzer Finding"],
        detail: { status: ["ACTIVE"] },
      },
      topicArn,
      message: `${project}: <resource> (<type>) can be reached from outside the account. Archive the finding if that is meant.`,
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
