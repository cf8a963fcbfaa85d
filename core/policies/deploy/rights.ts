import { type Deployment, iamArn } from "../../aws/deployment";
import { rolePath } from "../../vm/names";
import { allow, type PolicyDocument, policy } from "../document";
import { serviceBoundaryArn } from "../service-boundary";
import { vmBoundaryArn } from "../vm/boundary";

/** Actions that give a role permissions; IAM can require a boundary for these. */
const ROLE_RIGHTS = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePolicy",
];
const ROLE_SETTINGS = [
  "iam:DeleteRole",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole*",
];

const PASSED_TO = [
  "backup.amazonaws.com",
  "cloudtrail.amazonaws.com",
  "ec2.amazonaws.com",
  "lambda.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "scheduler.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];
const SERVICE_LINKED = [
  "access-analyzer.amazonaws.com",
  "backup.amazonaws.com",
  "elasticfilesystem.amazonaws.com",
  "guardduty.amazonaws.com",
  "ops.apigateway.amazonaws.com",
  "rds.amazonaws.com",
];

/**
 * Roles and policies of the project's own names: those below its path with the boundary of VMs, all others with the
 * boundary of services.
 */
export function deployRights(deployment: Deployment): PolicyDocument {
  const { project } = deployment;
  const services = iamArn(deployment, `role/${project}-*`);
  const vms = iamArn(deployment, `role${rolePath(project)}*`);
  const bounded = (boundary: string) => ({ StringEquals: { "iam:PermissionsBoundary": boundary } });
  const rights = [...ROLE_RIGHTS, "iam:PutRolePermissionsBoundary"];
  return policy(
    allow("ChangeRoles", ROLE_SETTINGS, [services, vms]),
    allow("ChangeBoundedServiceRoles", rights, [services], bounded(serviceBoundaryArn(deployment))),
    allow("ChangeBoundedVmRoles", rights, [vms], bounded(vmBoundaryArn(deployment))),
    allow(
      "ChangeProfiles",
      ["iam:*InstanceProfile"],
      [`${project}/*`, `${project}-*`].map((name) => iamArn(deployment, `instance-profile/${name}`)),
    ),
    allow(
      "ChangeOwnPolicies",
      [
        "iam:CreatePolicy*",
        "iam:DeletePolicy*",
        "iam:SetDefaultPolicyVersion",
        "iam:TagPolicy",
        "iam:UntagPolicy",
      ],
      [iamArn(deployment, `policy/${project}-*`)],
    ),
    allow("PassRoles", ["iam:PassRole"], [services, vms], {
      StringEquals: { "iam:PassedToService": PASSED_TO },
    }),
    // AWS's service-linked role, created when the service is first used in an account.
    allow(
      "CreateServiceLinkedRoles",
      ["iam:CreateServiceLinkedRole"],
      [iamArn(deployment, "role/aws-service-role/*")],
      { StringEquals: { "iam:AWSServiceName": SERVICE_LINKED } },
    ),
  );
}
