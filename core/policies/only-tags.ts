import type { Statement } from "./document";

/** Condition of a permission to change tags: only these tags. */
export function onlyTags(keys: readonly string[]): NonNullable<Statement["Condition"]> {
  return {
    "ForAllValues:StringEquals": { "aws:TagKeys": keys },
    // Without keys the condition above would be true, and DeleteTags would remove all tags.
    Null: { "aws:TagKeys": "false" },
  };
}
