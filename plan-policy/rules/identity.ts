import { list, texts } from "../body";
import type { Rule } from "../model";
import type { Plan } from "../plan";
import {
  IDENTITY_POLICY_TYPES,
  identityStatements,
  type PolicyStatement,
  RESOURCE_POLICY_TYPES,
  resourceStatements,
  sid,
  statements,
} from "../policies";
import type { Resource } from "../resource";
import { isWithoutResource } from "./actions-without-resource";

const ROLE = ["aws_iam_role"];
/** Services that assume a role only for a resource of the account that passed it to them. */
const PASSED_ROLES_ONLY = ["ec2.amazonaws.com", "lambda.amazonaws.com"];
/** Conditions on the account or resource that a service acts for. */
const SOURCE = /^aws:Source(?:Account|Arn|OrgID|OrgPaths)$/i;
/** Permissions that allow privilege escalation. */
const ESCALATING = [
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreatePolicyVersion",
  "iam:CreateRole",
  "iam:DeleteRolePermissionsBoundary",
  "iam:PassRole",
  "iam:PutGroupPolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateLoginProfile",
];
const ATTACHMENTS = [
  "aws_iam_role_policy_attachment",
  "aws_iam_policy_attachment",
  "aws_iam_group_policy_attachment",
  "aws_ssoadmin_managed_policy_attachment",
];

export const identityRules: readonly Rule[] = [
  ofAllowed({
    id: "policy-names-actions",
    title: "Policies name actions, not whole services",
    severity: "high",
    scanners: [
      ...["CKV_AWS_1", "CKV_AWS_49", "CKV_AWS_62", "CKV_AWS_63", "CKV2_AWS_40"],
      ...["AWS-0057", "AWS-0345", "IAM.1", "IAM.21"],
    ],
    remedy: "the actions that are needed, one by one",
    problem: (statement) => {
      const whole = texts(statement.Action).filter((action) => action === "*" || action.endsWith(":*"));
      if (statement.NotAction !== undefined) return "allows all except some actions";
      return whole.length > 0 ? `allows ${whole.join(", ")}` : undefined;
    },
  }),
  ofAllowed({
    id: "policy-names-resources",
    title: "Policies name the resources of every action that supports them",
    severity: "high",
    scanners: [
      ...["CKV_AWS_107", "CKV_AWS_108", "CKV_AWS_109", "CKV_AWS_111", "CKV_AWS_287", "CKV_AWS_288"],
      ...["CKV_AWS_289", "CKV_AWS_290", "CKV_AWS_355", "CKV_AWS_356", "AWS-0346", "KMS.1", "KMS.2"],
    ],
    remedy: "ARNs, or a condition on the resource's or the request's tags",
    problem: (statement) => {
      if (!texts(statement.Resource).includes("*") || statement.Condition) return undefined;
      const limitable = texts(statement.Action).filter((action) => !isWithoutResource(action));
      return limitable.length > 0 ? `allows ${limitable.join(", ")} on everything` : undefined;
    },
  }),
  ofAllowed({
    id: "policy-without-escalation",
    title: "No policy allows privilege escalation",
    severity: "critical",
    scanners: ["CKV_AWS_110", "CKV_AWS_286", "AWS-0342"],
    remedy: "ARNs, and a condition on the boundary, the policy or the service that a role is passed to",
    problem: (statement) => {
      const risky = texts(statement.Action).filter(isEscalating);
      if (risky.length === 0) return undefined;
      const unlimited = !statement.Condition || texts(statement.Resource).includes("*");
      return unlimited ? `allows ${risky.join(", ")} without a limit` : undefined;
    },
  }),
  {
    id: "policy-without-everyone",
    title: "No resource is open to everyone",
    severity: "critical",
    scanners: [
      ...[
        "CKV_AWS_33",
        "CKV_AWS_70",
        "CKV_AWS_168",
        "CKV_AWS_169",
        "CKV_AWS_283",
        "CKV_AWS_385",
        "CKV_AWS_387",
      ],
      ...["CKV_AWS_72", "AWS-0097", "SNS.4", "SQS.3", "KMS.5", "S3.6"],
    ],
    types: RESOURCE_POLICY_TYPES,
    remedy: "principals by ARN or service, or a condition that limits access to them",
    check: (resource) =>
      resourceStatements(resource)
        .filter(({ Effect, Condition }) => Effect === "Allow" && !Condition)
        .filter(({ Principal, NotPrincipal }) => isEveryone(Principal) || NotPrincipal !== undefined)
        .map((statement) => `${sid(statement)} allows everyone`),
  },
  {
    id: "policy-services-for-this-account",
    title: "Services use a resource on behalf of this account only",
    severity: "medium",
    scanners: [],
    types: RESOURCE_POLICY_TYPES,
    remedy: "a condition on aws:SourceAccount, aws:SourceArn or the encryption context",
    check: (resource) =>
      resourceStatements(resource)
        .filter(({ Effect, Condition }) => Effect === "Allow" && !Condition)
        .filter(({ Principal }) => services(Principal).length > 0)
        .map(
          (statement) =>
            `${sid(statement)} serves ${services(statement.Principal).join(", ")} for any account`,
        ),
  },
  {
    id: "role-for-named-principals",
    title: "Only named principals can assume roles",
    severity: "critical",
    scanners: ["CKV_AWS_60", "CKV_AWS_61"],
    types: ROLE,
    remedy: "a service, a federated provider with conditions, or a role's ARN",
    check: ({ body }) =>
      statements(body["assume_role_policy"])
        .filter(({ Effect }) => Effect === "Allow")
        .filter(
          ({ Principal, Condition }) => isEveryone(Principal) || (isWholeAccount(Principal) && !Condition),
        )
        .map((statement) => `${sid(statement)} lets any principal assume it`),
  },
  {
    id: "role-not-for-others",
    title: "A service assumes a role only for this account's resources",
    severity: "medium",
    scanners: [],
    types: ROLE,
    remedy: "a condition on aws:SourceAccount or aws:SourceArn",
    check: ({ body }) =>
      statements(body["assume_role_policy"]).flatMap((statement) => {
        const open = services(statement.Principal).filter((one) => !PASSED_ROLES_ONLY.includes(one));
        const limited = Object.values(statement.Condition ?? {}).some((keys) =>
          Object.keys(keys).some((key) => SOURCE.test(key)),
        );
        return open.length === 0 || limited ? [] : [`${open.join(", ")} may act for other accounts`];
      }),
  },
  {
    id: "vm-role-bounded",
    title: "Roles of VMs have a permissions boundary",
    severity: "high",
    scanners: [],
    types: ROLE,
    remedy: "permissions_boundary",
    check: ({ body }) => {
      const forVms = statements(body["assume_role_policy"]).some(({ Principal }) =>
        services(Principal).includes("ec2.amazonaws.com"),
      );
      return forVms && body["permissions_boundary"] === undefined ? "it has no boundary" : undefined;
    },
  },
  {
    id: "no-ready-made-administrators",
    title: "No role or user has an AWS policy that allows everything",
    severity: "critical",
    scanners: ["CKV_AWS_274", "CKV_AWS_275", "CKV2_AWS_56"],
    types: [...ATTACHMENTS, ...ROLE],
    remedy: "a policy of the deployment",
    check: ({ body }) =>
      [body["policy_arn"], body["managed_policy_arn"], ...list(body["managed_policy_arns"])]
        .map(String)
        .filter((arn) => /policy\/(?:AdministratorAccess|IAMFullAccess|PowerUserAccess)$/.test(arn))
        .map((arn) => `it attaches ${arn}`),
  },
  {
    id: "no-iam-users",
    title: "Users and machines have roles, never IAM users with keys",
    severity: "high",
    scanners: ["CKV_AWS_40", "CKV_AWS_273", "CKV_AWS_348", "CKV2_AWS_22", "AWS-0143", "IAM.2"],
    types: ["aws_iam_user", "aws_iam_access_key", "aws_iam_user_policy", "aws_iam_user_policy_attachment"],
    remedy: "a role, assumed through single sign-on or federation",
    check: () => "it is, or belongs to, an IAM user",
  },
];

/** Whether an action, which may have wildcards, is or includes one of them. */
function isEscalating(action: string): boolean {
  const pattern = new RegExp(`^${action.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i");
  return ESCALATING.some((one) => pattern.test(one));
}

interface StatementRule extends Omit<Rule, "check" | "types"> {
  readonly problem: (statement: PolicyStatement, resource: Resource, plan: Plan) => string | undefined;
}

/** A rule on every Allow statement of a policy for its holder. */
function ofAllowed({ problem, ...facts }: StatementRule): Rule {
  return {
    ...facts,
    types: IDENTITY_POLICY_TYPES,
    check: (resource, plan) =>
      identityStatements(resource)
        .filter(({ Effect }) => Effect === "Allow")
        .flatMap((statement) => {
          const wrong = problem(statement, resource, plan);
          return wrong === undefined ? [] : [`${sid(statement)} ${wrong}`];
        }),
  };
}

function isEveryone(principal: PolicyStatement["Principal"]): boolean {
  return principal === "*" || list(principal?.["AWS"]).includes("*");
}

function isWholeAccount(principal: PolicyStatement["Principal"]): boolean {
  return principal !== "*" && texts(principal?.["AWS"]).some((arn) => arn.endsWith(":root"));
}

function services(principal: PolicyStatement["Principal"]): readonly string[] {
  return principal === "*" ? [] : texts(principal?.["Service"]);
}
