import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { type VmPolicyInput, vmPolicy } from "../../../core/policies/vm/vm";
import { policyJson } from "../../parts/policy-json";

/** The permissions of VMs. */
export class VmAccess extends Construct {
  readonly policy: IamPolicy;

  constructor(scope: Construct, id: string, input: VmPolicyInput) {
    super(scope, id);
    const { project } = input.deployment;
    // Not below the path of the VMs' own roles: principals that manage those must not change these.
    this.policy = new IamPolicy(this, "policy", {
      name: `${project}-vm`,
      description: "A development VM: Session Manager, its boot bundle, its own home and its own tags",
      policy: policyJson(vmPolicy(input)),
    });
  }
}
