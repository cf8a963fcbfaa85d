import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { serviceBoundaryName, vmBoundaryName } from "../../core/aws/deploy-names";
import type { Deployment } from "../../core/aws/deployment";
import { serviceBoundary } from "../../core/policies/service-boundary";
import { vmBoundary } from "../../core/policies/vm/boundary";
import { rolePath } from "../../core/vm/names";
import { policyJson } from "../parts/policy-json";

/**
 * The maximum permissions of the roles of VMs and of services. The deploy role must attach them, and cannot change
 * them.
 */
export class Boundaries extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    const { project } = deployment;
    new IamPolicy(this, "vms", {
      name: vmBoundaryName(project),
      description: `Permissions boundary of every role below ${rolePath(project)}`,
      policy: policyJson(vmBoundary(deployment)),
    });
    new IamPolicy(this, "services", {
      name: serviceBoundaryName(project),
      description: `Permissions boundary of every other role that a deployment of ${project} makes`,
      policy: policyJson(serviceBoundary(deployment)),
    });
  }
}
