import { bucketName } from "../naming/agreed";
import { vmBoundaryName } from "../naming/deploy";
import { sessionLogGroup } from "../sessions";
import { TAG } from "../tags";
import { arn, iamArn, type Place, type PolicyDocument, policy } from "./document";
import { vmPolicy } from "./vm";

/** ARN of the boundary of VMs' roles. */
export function vmBoundaryArn(place: Place): string {
  return iamArn(place, `policy/${vmBoundaryName(place.project)}`);
}

/**
 * The most that a role below the project's IAM path can ever be given: what a VM's policy allows, and its own
 * secrets. Whoever creates such roles must attach it, so nobody can widen a VM's rights beyond it. It is made before
 * what VMs use, by an administrator, and knows of that only the names: one file system, one key is as good as another,
 * for the conditions say the rest.
 */
export function vmBoundary(place: Place): PolicyDocument {
  const { partition, project } = place;
  const most = vmPolicy({
    place,
    bootBucketArn: `arn:${partition}:s3:::${bucketName(place, "boot")}`,
    fileSystemArn: arn(place, "elasticfilesystem", "file-system/*"),
    sessions: {
      logGroupArn: arn(place, "logs", `log-group:${sessionLogGroup(project)}`),
      keyArn: arn(place, "kms", "key/*"),
    },
  });
  return policy(...most.Statement, {
    Sid: "ReadOwnSecrets",
    Effect: "Allow",
    Action: "secretsmanager:GetSecretValue",
    Resource: arn(place, "secretsmanager", `secret:${project}/vm/*`),
    Condition: {
      StringEquals: {
        [`aws:ResourceTag/${TAG.client}`]: `\${aws:PrincipalTag/${TAG.client}}`,
        [`aws:ResourceTag/${TAG.developer}`]: `\${aws:PrincipalTag/${TAG.developer}}`,
      },
    },
  });
}
