import type { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";

/** A subnet of one zone, with its route table. */
export interface ZoneSubnet {
  /** `a`, `b` or `c`. */
  readonly zone: string;
  readonly subnet: Subnet;
  readonly routeTable: RouteTable;
}

/** Letter of a zone by its index. */
export function zoneLetter(index: number): string {
  return "abc"[index] ?? "";
}
