import type { PolicyDocument } from "../../core/policies/document";

/** An IAM variable, such as `${aws:PrincipalTag/ClientName}`; a CDKTF token has no colon after its first word. */
const IAM_VARIABLE = /\$\{(?=[a-z0-9-]+:)/g;

/** A policy as the JSON text that AWS resources take, its IAM variables escaped from Terraform's interpolation. */
export function policyJson(document: PolicyDocument): string {
  // A function, because `$$` in a replacement text would collapse to one `$`.
  return JSON.stringify(document).replace(IAM_VARIABLE, () => "$${");
}
