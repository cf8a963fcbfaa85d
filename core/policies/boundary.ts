import { TAG } from "../tags";
import { arn, type PolicyDocument, policy } from "./document";
import { type VmPolicyInput, vmPolicy } from "./vm";

/**
 * The most that a role below the project's IAM path can ever be given: what a VM's policy allows, and its own
 * secrets. Whoever creates such roles must attach it, so nobody can widen a VM's rights beyond it.
 */
export function vmBoundary(input: VmPolicyInput): PolicyDocument {
  return policy(...vmPolicy(input).Statement, {
    Sid: "ReadOwnSecrets",
    Effect: "Allow",
    Action: "secretsmanager:GetSecretValue",
    Resource: arn(input.place, "secretsmanager", `secret:${input.place.project}/vm/*`),
    Condition: {
      StringEquals: {
        [`aws:ResourceTag/${TAG.client}`]: `\${aws:PrincipalTag/${TAG.client}}`,
        [`aws:ResourceTag/${TAG.developer}`]: `\${aws:PrincipalTag/${TAG.developer}}`,
      },
    },
  });
}
