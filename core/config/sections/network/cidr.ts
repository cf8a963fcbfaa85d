import * as z from "zod";
import { isIpv6 } from "../../../network/ports";
import type { Problem } from "../../file/problem";
import { quoted } from "../../file/quoted";

/** An IPv4 block, as numbers. */
export interface Cidr {
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
  /** First address given, which may lie inside the block: `10.0.0.7` of `10.0.0.7/24`. */
  readonly address: number;
}

/** Reads `10.0.0.0/16`; undefined for any other text. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const numbers = match.slice(1).map(Number);
  const prefix = numbers[4] as number;
  const octets = numbers.slice(0, 4);
  if (octets.some((octet) => octet > 255) || prefix > 32) return undefined;
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - prefix);
  const first = address - (address % size);
  return { first, last: first + size - 1, prefix, address };
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** What is wrong with an IPv4 block: its form, or an address that is not the block's first. */
export function cidrProblem(text: string): Problem | undefined {
  const cidr = parseCidr(text);
  if (!cidr) {
    return {
      message: `${quoted(text)} is not a block of IPv4 addresses`,
      hint: "Write one such as 10.0.0.0/16.",
    };
  }
  if (cidr.address !== cidr.first) {
    const first = `${dotted(cidr.first)}/${cidr.prefix}`;
    return {
      message: `${quoted(text)} does not begin at the first address of its block`,
      hint: `Write ${first}.`,
    };
  }
  return undefined;
}

/** What is wrong with an IPv4 or IPv6 block. */
export function blockProblem(text: string): Problem | undefined {
  if (!isIpv6(text)) return cidrProblem(text);
  return z.cidrv6().safeParse(text).success
    ? undefined
    : {
        message: `${quoted(text)} is not a block of IPv6 addresses`,
        hint: "Write one such as 2001:db8::/32, or ::/0 for all.",
      };
}

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
/** The largest block that a VPC accepts, and the smallest that holds public and private subnets in three zones. */
const LARGEST = 16;
const SMALLEST = 22;

/** What is wrong with the VPC's own block. */
export function vpcCidrProblem(text: string): Problem | undefined {
  const problem = cidrProblem(text);
  const cidr = parseCidr(text);
  if (problem || !cidr) return problem;
  if (cidr.prefix < LARGEST || cidr.prefix > SMALLEST) {
    return {
      message: `a network of /${cidr.prefix} is too ${cidr.prefix < LARGEST ? "large" : "small"}`,
      hint: `Choose a size from /${LARGEST} (65,536 addresses) to /${SMALLEST} (1,024).`,
    };
  }
  const isPrivate = PRIVATE.map(parseCidr).some(
    (range) => range && range.first <= cidr.first && cidr.last <= range.last,
  );
  if (isPrivate) return undefined;
  return {
    message: `${quoted(text)} is not a private range`,
    hint: `Choose a block within ${PRIVATE.join(", ")}.`,
  };
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
