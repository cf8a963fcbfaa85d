import type { Deployment } from "../aws/deployment";
import { sessionLogGroup } from "../aws/sessions";
import { breakGlassName, breakGlassRoleArn } from "../policies/people/break-glass";
import { pipelineRoles } from "./pipeline";

/** An event of the trail that somebody has to hear of. */
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

/** Calls that change what guards homes and backups. A deployment needs them too, so that it is told of as well. */
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

/** What is watched in the trail. A filter sees one event at a time, and a field that is missing equals nothing. */
export function trailAlarms({ deployment, trailBucket, trailLogGroup }: TrailAlarmsInput): TrailAlarm[] {
  const byOthers = outsidePipeline(deployment.project);
  const isChange = "$.readOnly IS FALSE";
  const logGroups = [trailLogGroup, sessionLogGroup(deployment.project)].map((name) =>
    equal("$.requestParameters.logGroupName", name),
  );
  return [
    {
      name: "root-used",
      description: "Somebody works as the account's root user: find out who, and why.",
      pattern: filter(
        equal("$.userIdentity.type", "Root"),
        "$.userIdentity.invokedBy NOT EXISTS",
        '$.eventType != "AwsServiceEvent"',
      ),
    },
    {
      name: "iam-changed",
      description: "IAM was changed, or an attempt was made, by other than the pipeline: look the event up.",
      pattern: filter(equal("$.eventSource", "iam.amazonaws.com"), isChange, byOthers),
    },
    {
      name: "keys-changed",
      description:
        "A key was changed, or an attempt was made, by other than the pipeline: look the event up.",
      pattern: filter(equal("$.eventSource", "kms.amazonaws.com"), named(KEY_CHANGES), byOthers),
    },
    {
      name: "audit-changed",
      description: "The trail, its bucket or a log of the audit was changed by other than the pipeline.",
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
      description: "Somebody, perhaps the pipeline, tried to delete what holds data, and was refused.",
      pattern: filter(
        any(equal("$.errorCode", "AccessDenied*"), equal("$.errorCode", "*UnauthorizedOperation")),
        named(DELETIONS),
      ),
    },
    {
      name: "protection-changed",
      description:
        "Who may mount homes, read the trail's files or delete backups was changed, by the pipeline or anybody: was that meant?",
      pattern: filter(
        any(
          named(PROTECTION_CHANGES),
          all(equal("$.eventName", "PutBucketPolicy"), equal("$.requestParameters.bucketName", trailBucket)),
        ),
      ),
    },
    {
      name: "break-glass-used",
      description: "The role that may mount every home was taken on: somebody should know of it beforehand.",
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
