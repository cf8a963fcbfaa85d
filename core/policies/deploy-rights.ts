import { rolePath } from "../naming/names";
import { allow, iamArn, type Place, type PolicyDocument, policy } from "./document";

/** What gives a role rights; IAM can ask for a boundary with these. */
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

/** Roles and policies of the project's own names. Those below its path only with the VMs' boundary. */
export function deployRights(place: Place): PolicyDocument {
  const { project } = place;
  const functions = iamArn(place, `role/${project}-*`);
  const vms = iamArn(place, `role${rolePath(project)}*`);
  const bounded = {
    StringEquals: { "iam:PermissionsBoundary": iamArn(place, `policy/${project}-vm-boundary`) },
  };
  return policy(
    allow(
      "ChangeOwnRoles",
      [...ROLE_RIGHTS, ...ROLE_SETTINGS, "iam:PutRolePermissionsBoundary"],
      [functions],
    ),
    allow("ChangeVmRoles", ROLE_SETTINGS, [vms]),
    allow("ChangeBoundedRoles", [...ROLE_RIGHTS, "iam:PutRolePermissionsBoundary"], [vms], bounded),
    allow(
      "ChangeProfiles",
      ["iam:*InstanceProfile"],
      [`${project}/*`, `${project}-*`].map((name) => iamArn(place, `instance-profile/${name}`)),
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
      [iamArn(place, `policy/${project}-*`)],
    ),
    allow("PassRoles", ["iam:PassRole"], [functions, vms], {
      StringEquals: { "iam:PassedToService": PASSED_TO },
    }),
    // AWS's own role for a service, made when the service is first used in an account.
    allow(
      "LetServicesMakeTheirRoles",
      ["iam:CreateServiceLinkedRole"],
      [iamArn(place, "role/aws-service-role/*")],
      { StringEquals: { "iam:AWSServiceName": SERVICE_LINKED } },
    ),
  );
}
