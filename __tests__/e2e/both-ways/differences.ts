/** A value in a tree, by its path: `instance.Tags.Name`. */
type Leaves = ReadonlyMap<string, unknown>;

/** Paths at which two trees differ, with both values; lists of tags are compared by key, other lists by place. */
export function differences(one: unknown, other: unknown): string[] {
  const [left, right] = [leaves(one), leaves(other)];
  const paths = [...new Set([...left.keys(), ...right.keys()])].sort();
  return paths
    .filter((path) => left.get(path) !== right.get(path))
    .map((path) => `${path}: ${shown(left, path)} | ${shown(right, path)}`);
}

function leaves(value: unknown, path: readonly string[] = []): Leaves {
  if (value instanceof Date) return new Map([[path.join("."), value.toISOString()]]);
  if (typeof value !== "object" || value === null) return new Map([[path.join("."), value]]);
  const entries = isTagList(value)
    ? value.map(({ Key, Value }) => [Key, Value] as const)
    : Object.entries(value).filter(([, inner]) => inner !== undefined);
  return new Map(entries.flatMap(([key, inner]) => [...leaves(inner, [...path, String(key)])]));
}

function isTagList(value: object): value is { readonly Key: string; readonly Value: string }[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => "Key" in Object(one));
}

function shown(tree: Leaves, path: string): string {
  return tree.has(path) ? JSON.stringify(tree.get(path)) : "absent";
}
