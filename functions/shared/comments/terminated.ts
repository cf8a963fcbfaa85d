import { type AdfDocument, bulletList, code, doc, heading, panel, paragraph } from "../jira/adf";
import { type CommentedVm, vmDetails } from "./vm-details";

export interface TerminatedCommentData {
  readonly vm: CommentedVm;
  /** Snapshots taken of the VM's volumes, `snap-…`. */
  readonly snapshotIds: readonly string[];
}

/** Says that a VM was terminated, and what is kept. */
export function terminatedComment({ vm, snapshotIds }: TerminatedCommentData): AdfDocument {
  const snapshots = snapshotIds.map((id) => ["Snapshot of its disk: ", code(id)]);
  return doc(
    panel("info", paragraph("The development VM ", code(vm.name), " was terminated.")),
    heading(3, "What is kept"),
    ...bulletList([["The home directory"], ["The databases and their content"], ...snapshots]),
    paragraph("A new VM for the same client and developer uses the home directory and the databases again."),
    heading(3, "The VM"),
    ...vmDetails(vm),
  );
}
