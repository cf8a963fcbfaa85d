import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Config } from "../../core/config/model";
import type { Place } from "../../core/policies/document";
import { BackupRole } from "../backup-role";
import { Boundaries } from "../boundaries";
import { DeployRoles } from "../deploy-roles";
import { PeopleAccess } from "../people-access";
import { BaseStack } from "./base-stack";

/** Deployed once, by an administrator, before all else: the roles that deploy and plan the other stacks, and what bounds theirs. */
export class BootstrapStack extends BaseStack {
  constructor(scope: Construct, config: Config) {
    super(scope, "bootstrap", config);
    const { project, region, state, deploy } = config;
    const { accountId } = new DataAwsCallerIdentity(this, "caller");
    const place: Place = { partition: "aws", region, account: accountId, project };
    const stateBucket = state.backend === "s3" ? state.bucket : undefined;
    new Boundaries(this, "boundaries", place);
    new BackupRole(this, "backup", place);
    new PeopleAccess(this, "people", place);
    const roles = new DeployRoles(this, "roles", { place, deploy, stateBucket });
    new TerraformOutput(this, "deploy_role_arn", { value: roles.deploy.arn });
    new TerraformOutput(this, "plan_role_arn", { value: roles.plan.arn });
  }
}
