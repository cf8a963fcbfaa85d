import { isFalse } from "../body";
import type { Rule } from "../model";
import { mustBeOn, mustHave, mustUseOwnKey, shown } from "./parts";

const LOG_GROUP = ["aws_cloudwatch_log_group"];
const ALARM = ["aws_cloudwatch_metric_alarm"];
const TRAIL = ["aws_cloudtrail"];
const YEAR = 365;
const RUNBOOK = / Runbook: docs\/\S+\.md(#\S+)?$/;

export const loggingRules: readonly Rule[] = [
  {
    id: "log-kept-a-year",
    title: "Logs are kept for a year, but not forever",
    severity: "medium",
    scanners: ["CKV_AWS_66", "CKV_AWS_338", "CloudWatch.16"],
    types: LOG_GROUP,
    remedy: `retention_in_days of ${YEAR} or more`,
    check: ({ body }) => {
      const days = body["retention_in_days"];
      return Number(days ?? 0) >= YEAR ? undefined : `retention_in_days is ${shown(days)}`;
    },
  },
  mustUseOwnKey(
    {
      id: "log-own-key",
      title: "Logs are encrypted with a key of the deployment",
      severity: "medium",
      scanners: ["CKV_AWS_158", "AWS-0017"],
      types: LOG_GROUP,
      remedy: "kms_key_id with a key of the deployment",
    },
    "kms_key_id",
  ),
  mustHave(
    {
      id: "alarm-has-action",
      title: "Alarms notify a topic",
      severity: "high",
      scanners: ["CloudWatch.15"],
      types: ALARM,
      remedy: "alarm_actions",
    },
    "alarm_actions",
  ),
  mustHave(
    {
      id: "alarm-reports-recovery",
      title: "Alarms report their return to OK",
      severity: "low",
      scanners: [],
      types: ALARM,
      remedy: "ok_actions",
    },
    "ok_actions",
  ),
  {
    id: "alarm-names-runbook",
    title: "The message of an alarm names its runbook",
    severity: "medium",
    scanners: [],
    types: ALARM,
    remedy: 'alarm_description that ends with "Runbook: docs/….md"',
    check: ({ body }) =>
      RUNBOOK.test(String(body["alarm_description"] ?? ""))
        ? undefined
        : `alarm_description is ${shown(body["alarm_description"])}`,
  },
  {
    id: "alarm-not-muted",
    title: "Alarms are not muted",
    severity: "high",
    scanners: ["CKV_AWS_319", "CloudWatch.17"],
    types: ALARM,
    remedy: "actions_enabled absent or true",
    check: ({ body }) => (isFalse(body["actions_enabled"]) ? "actions_enabled is false" : undefined),
  },
  mustBeOn(
    {
      id: "trail-everywhere",
      title: "The trail covers all regions",
      severity: "high",
      scanners: ["CKV_AWS_67", "AWS-0014", "CloudTrail.1", "CloudTrail.3"],
      types: TRAIL,
      remedy: "is_multi_region_trail",
    },
    "is_multi_region_trail",
  ),
  mustBeOn(
    {
      id: "trail-tamper-proof",
      title: "Changes of the trail's files can be detected",
      severity: "high",
      scanners: ["CKV_AWS_36", "AWS-0016", "CloudTrail.4"],
      types: TRAIL,
      remedy: "enable_log_file_validation",
    },
    "enable_log_file_validation",
  ),
  mustUseOwnKey(
    {
      id: "trail-own-key",
      title: "The trail is encrypted with a key of the deployment",
      severity: "high",
      scanners: ["CKV_AWS_35", "AWS-0015", "CloudTrail.2"],
      types: TRAIL,
      remedy: "kms_key_id with a key of the deployment",
    },
    "kms_key_id",
  ),
  mustHave(
    {
      id: "trail-searchable",
      title: "The trail goes to CloudWatch Logs too, where alarms can see it",
      severity: "low",
      scanners: ["CKV2_AWS_10", "AWS-0162", "CloudTrail.5"],
      types: TRAIL,
      remedy: "cloud_watch_logs_group_arn",
    },
    "cloud_watch_logs_group_arn",
  ),
  mustHave(
    {
      id: "trail-announced",
      title: "Every delivery of the trail sends a notification",
      severity: "low",
      scanners: ["CKV_AWS_252"],
      types: TRAIL,
      remedy: "sns_topic_name",
    },
    "sns_topic_name",
  ),
  {
    id: "trail-running",
    title: "The trail is enabled",
    severity: "critical",
    scanners: ["CKV_AWS_251"],
    types: TRAIL,
    remedy: "enable_logging absent or true",
    check: ({ body }) => (isFalse(body["enable_logging"]) ? "enable_logging is false" : undefined),
  },
];
