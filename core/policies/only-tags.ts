import type { Statement } from "./document";

/** Condition of a right to change tags: these tags, and no other. */
export function onlyTags(keys: readonly string[]): NonNullable<Statement["Condition"]> {
  return {
    "ForAllValues:StringEquals": { "aws:TagKeys": keys },
    // Without keys the condition before would hold, and DeleteTags would take all tags away.
    Null: { "aws:TagKeys": "false" },
  };
}
