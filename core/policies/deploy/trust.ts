import { type Deployment, iamArn } from "../../aws/deployment";
import type { DeployConfig, GithubConfig } from "../../config/sections/deploy";
import { type PolicyDocument, policy, type Statement } from "../document";

/** Host of GitHub's OIDC provider: its URL without the scheme, and the prefix of its condition keys. */
export const GITHUB_OIDC_HOST = "token.actions.githubusercontent.com";

/** Who may assume the deploy role: jobs in one GitHub environment, and the principals that the config names. */
export function deployTrust(deployment: Deployment, deploy: DeployConfig): PolicyDocument {
  return trust(
    deployment,
    deploy,
    ({ repository, environment }) => `repo:${repository}:environment:${environment}`,
  );
}

/** Who may assume the plan role: jobs of pull requests, and the same principals. */
export function planTrust(deployment: Deployment, deploy: DeployConfig): PolicyDocument {
  return trust(deployment, deploy, ({ repository }) => `repo:${repository}:pull_request`);
}

function trust(
  deployment: Deployment,
  { github, principals }: DeployConfig,
  subject: (github: GithubConfig) => string,
): PolicyDocument {
  const allowed = principals.length > 0 || github ? principals : [iamArn(deployment, "root")];
  return policy(
    ...(allowed.length > 0 ? [byPrincipals(allowed)] : []),
    ...(github ? [byGithub(deployment, subject(github))] : []),
  );
}

function byPrincipals(principals: readonly string[]): Statement {
  return { Sid: "Principals", Effect: "Allow", Principal: { AWS: principals }, Action: "sts:AssumeRole" };
}

/** The subject identifies the job; with only the audience, every repository on GitHub would be trusted. */
function byGithub(deployment: Deployment, subject: string): Statement {
  return {
    Sid: "Workflows",
    Effect: "Allow",
    Principal: { Federated: iamArn(deployment, `oidc-provider/${GITHUB_OIDC_HOST}`) },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: {
        [`${GITHUB_OIDC_HOST}:aud`]: "sts.amazonaws.com",
        [`${GITHUB_OIDC_HOST}:sub`]: subject,
      },
    },
  };
}
