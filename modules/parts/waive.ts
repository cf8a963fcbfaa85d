import type { TerraformElement } from "cdktf";

/**
 * Allows one resource to violate one rule of the plan policy. The reason is stored in the resource's comment in the
 * Terraform JSON, which Terraform ignores; `npm run plan-policy` shows it.
 *
 * @param rule id of a rule in `plan-policy/rules`
 * @param reason why it may, for auditors of the account: at least 20 characters
 */
export function waive(resource: TerraformElement, rule: string, reason: string): void {
  resource.addOverride(`//.waived.${rule}`, reason);
}
