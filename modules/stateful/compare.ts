import { isDeepStrictEqual } from "node:util";
import { keyOf, type StatefulResource } from "./stateful-resources";

/** Differences in the resources that must stay. */
export interface Differences {
  readonly removed: readonly StatefulResource[];
  /** Still declared, but an identity field has another value: Terraform would replace it. */
  readonly changed: readonly { readonly was: StatefulResource; readonly is: StatefulResource }[];
  readonly added: readonly StatefulResource[];
}

export function compare(
  before: readonly StatefulResource[],
  after: readonly StatefulResource[],
): Differences {
  const then = new Map(before.map((one) => [keyOf(one), one]));
  const now = new Map(after.map((one) => [keyOf(one), one]));
  return {
    removed: before.filter((one) => !now.has(keyOf(one))),
    changed: after.flatMap((is) => {
      const was = then.get(keyOf(is));
      return was && !isDeepStrictEqual(was.identity, is.identity) ? [{ was, is }] : [];
    }),
    added: after.filter((one) => !then.has(keyOf(one))),
  };
}

/** A line for each resource that would be lost. */
export function losses({ removed, changed }: Differences): string[] {
  return [
    ...removed.map((one) => `${keyOf(one)} (${nameOf(one)}) would be destroyed`),
    ...changed.map(
      ({ was, is }) => `${keyOf(was)} would be replaced: ${fieldsThatDiffer(was, is).join(", ")}`,
    ),
  ];
}

function fieldsThatDiffer({ identity: was }: StatefulResource, { identity: is }: StatefulResource): string[] {
  const fields = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...fields]
    .filter((field) => !isDeepStrictEqual(was[field], is[field]))
    .map((field) => `${field} ${JSON.stringify(was[field])} becomes ${JSON.stringify(is[field])}`);
}

function nameOf({ identity }: StatefulResource): string {
  const { identifier, creation_token: token, bucket, name } = identity;
  return String(identifier ?? token ?? bucket ?? name ?? "without a name");
}
