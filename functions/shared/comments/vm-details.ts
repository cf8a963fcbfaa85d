import type { Person } from "../../../core/vm/names";
import { type AdfNode, bulletList, code, type Inline } from "../jira/adf";

/** What a comment says about a VM. */
export interface CommentedVm extends Person {
  /** `Name` tag. */
  readonly name: string;
  /** `i-…` */
  readonly instanceId: string;
  readonly instanceType?: string;
  readonly os?: string;
  /** Its working hours in words, such as `office-hours (08:00 to 18:00, mon-fri, US/Eastern)`. */
  readonly hours?: string;
}

/** A list of a VM's properties. */
export function vmDetails(vm: CommentedVm): AdfNode[] {
  const rows: readonly (readonly [string, Inline | undefined])[] = [
    ["VM", code(vm.name)],
    ["Instance", code(vm.instanceId)],
    ["Client", vm.client],
    ["Developer", vm.developer],
    ["Type", vm.instanceType],
    ["Operating system", vm.os],
    ["Running hours", vm.hours],
  ];
  return bulletList(rows.flatMap(([label, value]) => (value ? [[`${label}: `, value]] : [])));
}
