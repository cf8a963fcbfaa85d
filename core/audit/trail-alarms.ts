import type { Deployment } from "../aws/deployment";
import { sessionLogGroup } from "../aws/sessions";
import { breakGlassName, breakGlassRoleArn } from "../policies/people/break-glass";
import { pipelineRoles } from "./pipeline";

/** An event of the trail that raises an alarm. */
export interface TrailAlarm {
  /** Last part of the alarm's name. */
  readonly name: string;
  /** What happened and what to do. */
  readonly description: string;
  /** CloudWatch Logs filter pattern, at most 1,024 characters. */
  readonly pattern: string;
}

export interface TrailAlarmsInput {
  readonly deployment: Deployment;
  readonly trailBucket: string;
  readonly trailLogGroup: string;
}

/** Calls that would lose data, or the record of who did what. */
const DELETIONS = [
  "DeleteBackupVault",
  "DeleteBucket",
  "DeleteDBCluster",
  "DeleteDBInstance",
  "DeleteFileSystem",
  "DeleteLogGroup",
  "DeleteRecoveryPoint",
  "DeleteSecret",
  "DeleteTable",
  "DeleteTrail",
  "ScheduleKeyDeletion",
  "StopLogging",
];

/** Calls that change the protection of homes and backups. A deployment needs them too, so it is reported as well. */
const PROTECTION_CHANGES = [
  "DeleteBackupSelection",
  "DeleteBackupVaultAccessPolicy",
  "DeleteBackupVaultLockConfiguration",
  "DeleteFileSystemPolicy",
  "PutBackupVaultAccessPolicy",
  "PutBackupVaultLockConfiguration",
  "PutFileSystemPolicy",
  "UpdateBackupPlan",
];

const KEY_CHANGES = [
  "DeleteAlias",
  "DisableKey",
  "DisableKeyRotation",
  "PutKeyPolicy",
  "ScheduleKeyDeletion",
  "UpdateAlias",
];

const LOG_CHANGES = ["DeleteLogGroup", "DeleteMetricFilter", "DisassociateKmsKey", "PutRetentionPolicy"];

/** The alarms on the trail. A filter evaluates one event at a time, and a missing field equals nothing. */
export function trailAlarms({ deployment, trailBucket, trailLogGroup }: TrailAlarmsInput): TrailAlarm[] {
  const byOthers = outsidePipeline(deployment.project);
  const isChange = "$.readOnly IS FALSE";
  const logGroups = [trailLogGroup, sessionLogGroup(deployment.project)].map((name) =>
    equal("$.requestParameters.logGroupName", name),
  );
  return [
    {
      name: "root-used",
      description: "The account's root user was used: find out by whom, and why.",
      pattern: filter(
        equal("$.userIdentity.type", "Root"),
        "$.userIdentity.invokedBy NOT EXISTS",
        '$.eventType != "AwsServiceEvent"',
      ),
    },
    {
      name: "iam-changed",
      description: "A principal other than the pipeline changed IAM, or tried to: look at the event.",
      pattern: filter(equal("$.eventSource", "iam.amazonaws.com"), isChange, byOthers),
    },
    {
      name: "keys-changed",
      description: "A principal other than the pipeline changed a key, or tried to: look at the event.",
      pattern: filter(equal("$.eventSource", "kms.amazonaws.com"), named(KEY_CHANGES), byOthers),
    },
    {
      name: "audit-changed",
      description: "A principal other than the pipeline changed the trail, its bucket or a log of the audit.",
      pattern: filter(
        any(
          all(equal("$.eventSource", "cloudtrail.amazonaws.com"), isChange),
          all(equal("$.requestParameters.bucketName", trailBucket), isChange),
          all(any(...logGroups), named(LOG_CHANGES)),
        ),
        byOthers,
      ),
    },
    {
      name: "deletion-denied",
      description:
        "A principal, perhaps the pipeline, was denied the deletion of a resource that holds data.",
      pattern: filter(
        any(equal("$.errorCode", "AccessDenied*"), equal("$.errorCode", "*UnauthorizedOperation")),
        named(DELETIONS),
      ),
    },
    {
      name: "protection-changed",
      description:
        "The pipeline or another principal changed who may mount homes, read the trail's files or delete backups: check that this was intended.",
      pattern: filter(
        any(
          named(PROTECTION_CHANGES),
          all(equal("$.eventName", "PutBucketPolicy"), equal("$.requestParameters.bucketName", trailBucket)),
        ),
      ),
    },
    {
      name: "break-glass-used",
      description: "The role that may mount every home was assumed: its use should have been announced.",
      pattern: filter(
        any(
          equal("$.requestParameters.roleArn", breakGlassRoleArn(deployment)),
          equal(ISSUER, breakGlassName(deployment.project)),
        ),
      ),
    },
  ];
}

/** Name of the role behind a session's credentials. */
const ISSUER = "$.userIdentity.sessionContext.sessionIssuer.userName";

function outsidePipeline(project: string): string {
  const others = pipelineRoles(project).map((name) => `${ISSUER} != "${name}"`);
  return all('$.userIdentity.type != "AWSService"', any(`${ISSUER} NOT EXISTS`, all(...others)));
}

function equal(field: string, value: string): string {
  return `${field} = "${value}"`;
}

function named(names: readonly string[]): string {
  return any(...names.map((name) => equal("$.eventName", name)));
}

function any(...terms: readonly string[]): string {
  return terms.length === 1 ? (terms[0] ?? "") : `(${terms.join(" || ")})`;
}

function all(...terms: readonly string[]): string {
  return `(${terms.join(" && ")})`;
}

function filter(...terms: readonly string[]): string {
  return `{ ${terms.join(" && ")} }`;
}
