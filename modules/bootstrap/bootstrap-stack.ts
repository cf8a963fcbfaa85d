import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Deployment } from "../../core/aws/deployment";
import type { Config } from "../../core/config/config";
import { BaseStack } from "../parts/base-stack";
import { BackupRole } from "./backup-role";
import { Boundaries } from "./boundaries";
import { DeployRoles } from "./deploy-roles";
import { PeopleAccess } from "./people-access";

/**
 * Deployed first, by an administrator: the roles that deploy and plan the other stacks, and the permissions boundaries
 * of their roles.
 */
export class BootstrapStack extends BaseStack {
  constructor(scope: Construct, config: Config) {
    super(scope, "bootstrap", config);
    const { project, region, state, deploy } = config;
    const { accountId } = new DataAwsCallerIdentity(this, "caller");
    const deployment: Deployment = { partition: "aws", region, account: accountId, project };
    const stateBucket = state.backend === "s3" ? state.bucket : undefined;
    new Boundaries(this, "boundaries", deployment);
    new BackupRole(this, "backup", deployment);
    new PeopleAccess(this, "people", deployment);
    const roles = new DeployRoles(this, "roles", { deployment, deploy, stateBucket });
    new TerraformOutput(this, "deploy_role_arn", { value: roles.deploy.arn });
    new TerraformOutput(this, "plan_role_arn", { value: roles.plan.arn });
  }
}
