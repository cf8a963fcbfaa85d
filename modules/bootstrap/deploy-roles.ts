import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { deployPolicyName, deployRoleName, planRoleName } from "../../core/aws/deploy-names";
import type { Deployment } from "../../core/aws/deployment";
import type { DeployConfig } from "../../core/config/sections/deploy";
import { deployFoundation } from "../../core/policies/deploy/foundation";
import { deployGuard } from "../../core/policies/deploy/guard";
import { deployPlatform } from "../../core/policies/deploy/platform";
import { deployRead } from "../../core/policies/deploy/read";
import { deployRights } from "../../core/policies/deploy/rights";
import { deployTrust, GITHUB_OIDC_HOST, planTrust } from "../../core/policies/deploy/trust";
import type { PolicyDocument } from "../../core/policies/document";
import { policyJson } from "../parts/policy-json";
import { waive } from "../parts/waive";

export interface DeployRolesProps {
  readonly deployment: Deployment;
  readonly deploy: DeployConfig;
  /** Bucket of Terraform's state; undefined if the state is in files. */
  readonly stateBucket: string | undefined;
}

/** Maximum length of a session, in seconds: a first deployment with databases takes half an hour. */
const LONGEST_SESSION = 2 * 3600;

/** The role that Terraform deploys as, which cannot delete data, and the role that only plans. */
export class DeployRoles extends Construct {
  readonly deploy: IamRole;
  readonly plan: IamRole;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DeployRolesProps,
  ) {
    super(scope, id);
    const { deployment, deploy, stateBucket } = props;
    const { project } = deployment;
    if (deploy.github?.provider === "create") this.trustGithub();
    const read = this.policy("read", "What a plan reads", deployRead({ deployment, stateBucket }));
    const guard = this.policy(
      "guard",
      "What a deployment must never do",
      deployGuard({ deployment, stateBucket }),
    );
    const allowed = {
      read,
      foundation: this.policy(
        "foundation",
        "Changes network, data stores and VMs",
        deployFoundation(deployment),
      ),
      platform: this.policy("platform", "Changes what runs the VMs", deployPlatform(deployment, stateBucket)),
      rights: this.policy("rights", "Changes the project's own roles", deployRights(deployment)),
    };
    this.deploy = new IamRole(this, "deploy", {
      name: deployRoleName(project),
      description: `Deploys ${project}; cannot delete its data`,
      assumeRolePolicy: policyJson(deployTrust(deployment, deploy)),
      maxSessionDuration: LONGEST_SESSION,
    });
    this.plan = new IamRole(this, "plan", {
      name: planRoleName(project),
      description: `Plans ${project}; changes nothing`,
      assumeRolePolicy: policyJson(planTrust(deployment, deploy)),
    });
    waive(
      read,
      "policy-names-resources",
      "It only reads, and no secrets: a plan compares everything that the project's resources refer to, even if others created it.",
    );
    waive(
      allowed.platform,
      "policy-names-resources",
      "IAM has no resource type for log deliveries, resource policies of log groups and saved queries.",
    );
    waive(
      allowed.rights,
      "policy-without-escalation",
      "A deployment creates roles: only with the project's names and path, for VMs only with their boundary, and the guard's denials take precedence.",
    );
    if (!deploy.github && deploy.principals.length === 0) {
      for (const role of [this.deploy, this.plan]) {
        waive(
          role,
          "role-for-named-principals",
          "The config names no principals under deploy: until it does, the account's own IAM decides.",
        );
      }
    }
    // The guard comes first: the role is never without it.
    const guarded = this.attach("deploy-guard", this.deploy, guard);
    for (const [part, policy] of Object.entries(allowed))
      this.attach(`deploy-${part}`, this.deploy, policy, guarded);
    this.attach("plan-read", this.plan, read);
  }

  private trustGithub(): void {
    new IamOpenidConnectProvider(this, "github", {
      url: `https://${GITHUB_OIDC_HOST}`,
      clientIdList: ["sts.amazonaws.com"],
    });
  }

  private policy(part: string, description: string, document: PolicyDocument): IamPolicy {
    return new IamPolicy(this, part, {
      name: deployPolicyName(this.props.deployment.project, part),
      description,
      policy: policyJson(document),
    });
  }

  private attach(
    id: string,
    role: IamRole,
    policy: IamPolicy,
    after?: IamRolePolicyAttachment,
  ): IamRolePolicyAttachment {
    return new IamRolePolicyAttachment(this, id, {
      role: role.name,
      policyArn: policy.arn,
      ...(after ? { dependsOn: [after] } : {}),
    });
  }
}
