import type { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { Construct } from "constructs";
import { EVENT_TAGS, TAG } from "../../../core/vm/tags";
import { contract } from "../../../functions/vm-events/contract";
import { vmEventsPolicy } from "../../../functions/vm-events/policy";
import { EventRule } from "../lambda/event-rule";
import { LambdaFunction } from "../lambda/lambda-function";
import { addTimers } from "../lambda/timer";
import type { FunctionContext } from "./function-context";

export interface VmEventsProps extends FunctionContext {
  readonly table: DynamodbTable;
  /** Jira's API token; undefined without a ticket system. */
  readonly jiraSecret: SecretsmanagerSecret | undefined;
}

/** Minutes after which an unfinished boot is reported: installing packages on a vendor image takes several. */
const BOOT_MINUTES = 20;

/** Follows VMs: `vm-events` receives events of their states and boots, and sweeps for missed events. */
export class VmEvents extends Construct {
  constructor(scope: Construct, id: string, props: VmEventsProps) {
    super(scope, id);
    const { config, deployment, keys, table, jiraSecret, deadLetterQueue, alarmTopicArn } = props;
    const { project, region, jira } = config;
    const vmEvents = new LambdaFunction(this, "vm-events", {
      deployment,
      keyArn: keys.platform,
      contract,
      policy: vmEventsPolicy({
        deployment,
        tableArn: table.arn,
        secretArn: jiraSecret?.arn,
        keyArn: keys.platform,
      }),
      settings: {
        project,
        region,
        ...(jira ? { jira } : {}),
        bootMinutes: BOOT_MINUTES,
        stopNotices: config.notices.ticket,
        defaultTimezone: config.defaults.timezone,
      },
      variables: { TABLE_NAME: table.name, ...(jiraSecret ? { JIRA_SECRET_ID: jiraSecret.name } : {}) },
      deadLetterQueue,
      alarmTopicArn,
    });
    new EventRule(this, "state-changes", {
      name: `${project}-vm-state`,
      description: "Instances that run, have stopped or were terminated",
      pattern: {
        source: ["aws.ec2"],
        "detail-type": ["EC2 Instance State-change Notification"],
        detail: { state: ["running", "stopped", "terminated"] },
      },
      target: vmEvents,
      deadLetterQueue,
    });
    new EventRule(this, "boot-states", {
      name: `${project}-vm-boot`,
      description: "VMs that report the state of their boot, or are about to be stopped",
      pattern: {
        source: ["aws.tag"],
        "detail-type": ["Tag Change on Resource"],
        detail: {
          service: ["ec2"],
          "resource-type": ["instance"],
          "changed-tag-keys": EVENT_TAGS,
          tags: { [TAG.managedBy]: [project] },
        },
      },
      target: vmEvents,
      deadLetterQueue,
    });
    addTimers(this, contract, { target: vmEvents, deployment, keyArn: keys.platform, deadLetterQueue });
  }
}
