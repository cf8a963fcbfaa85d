import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { rolePath } from "../core/naming/names";
import { vmBoundary } from "../core/policies/boundary";
import { type VmPolicyInput, vmPolicy } from "../core/policies/vm";
import { policyJson } from "./policy-json";

/** What VMs may do, and the most they could ever be given. */
export class VmAccess extends Construct {
  readonly policy: IamPolicy;
  readonly boundary: IamPolicy;

  constructor(scope: Construct, id: string, input: VmPolicyInput) {
    super(scope, id);
    const { project } = input.place;
    // Not below the path of the VMs' own roles: whoever manages those must not reach these.
    this.policy = new IamPolicy(this, "policy", {
      name: `${project}-vm`,
      description: "A development VM: Session Manager, its boot bundle, its own home and its own tags",
      policy: policyJson(vmPolicy(input)),
    });
    this.boundary = new IamPolicy(this, "boundary", {
      name: `${project}-vm-boundary`,
      description: `Permissions boundary of every role below ${rolePath(project)}`,
      policy: policyJson(vmBoundary(input)),
    });
  }
}
