import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { serviceBoundaryName, vmBoundaryName } from "../core/naming/deploy";
import { rolePath } from "../core/naming/names";
import type { Place } from "../core/policies/document";
import { serviceBoundary } from "../core/policies/service-boundary";
import { vmBoundary } from "../core/policies/vm-boundary";
import { policyJson } from "./policy-json";

/** The most that the roles of VMs and of services can ever be given. The deploy role must attach them, and cannot change them. */
export class Boundaries extends Construct {
  constructor(scope: Construct, id: string, place: Place) {
    super(scope, id);
    const { project } = place;
    new IamPolicy(this, "vms", {
      name: vmBoundaryName(project),
      description: `Permissions boundary of every role below ${rolePath(project)}`,
      policy: policyJson(vmBoundary(place)),
    });
    new IamPolicy(this, "services", {
      name: serviceBoundaryName(project),
      description: `Permissions boundary of every other role that a deployment of ${project} makes`,
      policy: policyJson(serviceBoundary(place)),
    });
  }
}
