import type { TerraformElement } from "cdktf";

/**
 * Lets one resource break one rule of the plan policy. The reason is kept beside the resource, in its comment in the
 * Terraform JSON, which Terraform itself does not read; `npm run plan-policy` shows it.
 *
 * @param rule id of a rule in `plan-policy/rules`
 * @param reason why it may, for whoever audits the account: at least 20 characters
 */
export function waive(resource: TerraformElement, rule: string, reason: string): void {
  resource.addOverride(`//.waived.${rule}`, reason);
}
