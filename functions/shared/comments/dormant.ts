import { type AdfDocument, bulletList, code, doc, heading, panel, paragraph } from "../jira/adf";
import { type CommentedVm, vmDetails } from "./vm-details";

export interface DormantCommentData {
  readonly vm: CommentedVm;
  readonly lastUsed: Date;
  /** When it is removed unless it is used before. */
  readonly removalAt: Date;
}

/** Warns that an unused VM will be removed. */
export function dormantComment({ vm, lastUsed, removalAt }: DormantCommentData): AdfDocument {
  return doc(
    panel(
      "warning",
      paragraph(
        "The development VM ",
        code(vm.name),
        ` has not been used since ${day(lastUsed)}, and is removed on ${day(removalAt)}.`,
      ),
    ),
    heading(3, "To keep it"),
    ...bulletList([
      ["Start it: that counts as use."],
      [
        "Or set its tag ",
        code("Dormancy"),
        " to ",
        code("off"),
        ": it is then never removed for being unused.",
      ],
    ]),
    paragraph(
      "The instance is terminated after a last snapshot of its disk. The home directory and the databases are kept: a " +
        "new VM for the same client and developer uses them again.",
    ),
    heading(3, "The VM"),
    ...vmDetails(vm),
  );
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
