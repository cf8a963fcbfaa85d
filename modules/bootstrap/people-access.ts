import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { type PeoplePolicy, peoplePolicyName } from "../../core/aws/deploy-names";
import type { Deployment } from "../../core/aws/deployment";
import type { PolicyDocument } from "../../core/policies/document";
import {
  breakGlassMachinePolicy,
  breakGlassName,
  breakGlassPolicy,
} from "../../core/policies/people/break-glass";
import { developerPolicy } from "../../core/policies/people/developer";
import { operatorPolicy } from "../../core/policies/people/operator";
import { readOnlyPolicy } from "../../core/policies/people/read-only";
import { serviceTrust } from "../../core/policies/trust";
import { policyJson } from "../parts/policy-json";
import { waive } from "../parts/waive";

/**
 * The policies for users, to be attached in IAM Identity Center, and the role of the machine on which homes are
 * restored. An administrator creates them: a user who could change them could become an administrator.
 */
export class PeopleAccess extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly deployment: Deployment,
  ) {
    super(scope, id);
    this.add("developer", "Own VMs: start, stop, keep awake, sessions", developerPolicy(deployment));
    const operator = this.add(
      "operator",
      "All VMs: start, stop, sessions; logs and queues of the automation",
      operatorPolicy(deployment),
    );
    const reader = this.add("read-only", "Sees VMs, alarms, metrics and logs", readOnlyPolicy(deployment));
    this.waiveMetrics(operator, reader);
    this.add(
      "break-glass",
      "Launches and enters the machine that mounts every home",
      breakGlassPolicy(deployment),
    );
    this.addBreakGlassMachine();
  }

  private add(name: PeoplePolicy, description: string, document: PolicyDocument): IamPolicy {
    return new IamPolicy(this, name, {
      name: peoplePolicyName(this.deployment.project, name),
      description,
      policy: policyJson(document),
    });
  }

  private addBreakGlassMachine(): void {
    const { deployment } = this;
    const name = breakGlassName(deployment.project);
    const policy = this.add(
      "break-glass-machine",
      "Mounts the root of the homes; also the most that its role can be given",
      breakGlassMachinePolicy(deployment),
    );
    const role = new IamRole(this, "break-glass-role", {
      name,
      description: "A machine that mounts every home, for restores: its use raises an alarm",
      assumeRolePolicy: policyJson(serviceTrust("ec2.amazonaws.com")),
      permissionsBoundary: policy.arn,
    });
    new IamRolePolicyAttachment(this, "break-glass-permissions", {
      role: role.name,
      policyArn: policy.arn,
    });
    new IamInstanceProfile(this, "break-glass-profile", { name, role: role.name });
  }

  private waiveMetrics(...policies: readonly IamPolicy[]): void {
    for (const policy of policies) {
      waive(
        policy,
        "policy-names-resources",
        "For reading metrics, IAM has no resource type but data sets, and metrics of EC2 and Lambda are in none.",
      );
    }
  }
}
