import { bucketName } from "../../aws/agreed-names";
import { vmBoundaryName } from "../../aws/deploy-names";
import { arn, type Deployment, iamArn } from "../../aws/deployment";
import { sessionLogGroup } from "../../aws/sessions";
import { TAG } from "../../vm/tags";
import { type PolicyDocument, policy } from "../document";
import { vmPolicy } from "./vm";

/** ARN of the boundary of VMs' roles. */
export function vmBoundaryArn(deployment: Deployment): string {
  return iamArn(deployment, `policy/${vmBoundaryName(deployment.project)}`);
}

/**
 * The maximum permissions of a role below the project's IAM path: those of a VM's policy, and its own secrets. Callers
 * that create such roles must attach it, so a VM's permissions cannot exceed it. An administrator creates it before the
 * resources that VMs use, so it refers to them only by name: it allows any file system and any key, and its conditions
 * restrict the rest.
 */
export function vmBoundary(deployment: Deployment): PolicyDocument {
  const { partition, project } = deployment;
  const most = vmPolicy({
    deployment,
    bootBucketArn: `arn:${partition}:s3:::${bucketName(deployment, "boot")}`,
    fileSystemArn: arn(deployment, "elasticfilesystem", "file-system/*"),
    sessions: {
      logGroupArn: arn(deployment, "logs", `log-group:${sessionLogGroup(project)}`),
      keyArn: arn(deployment, "kms", "key/*"),
    },
  });
  return policy(...most.Statement, {
    Sid: "ReadOwnSecrets",
    Effect: "Allow",
    Action: "secretsmanager:GetSecretValue",
    Resource: arn(deployment, "secretsmanager", `secret:${project}/vm/*`),
    Condition: {
      StringEquals: {
        [`aws:ResourceTag/${TAG.client}`]: `\${aws:PrincipalTag/${TAG.client}}`,
        [`aws:ResourceTag/${TAG.developer}`]: `\${aws:PrincipalTag/${TAG.developer}}`,
      },
    },
  });
}
