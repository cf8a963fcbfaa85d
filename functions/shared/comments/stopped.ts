import { type AdfDocument, code, doc, heading, panel, paragraph } from "../jira/adf";
import { type CommentedVm, vmDetails } from "./vm-details";

export interface StoppedCommentData {
  readonly vm: CommentedVm;
  readonly provisionStatus: string;
  readonly terminateStatus: string;
}

/** Says that a VM was stopped because its ticket was closed. */
export function stoppedComment({ vm, provisionStatus, terminateStatus }: StoppedCommentData): AdfDocument {
  return doc(
    panel("info", paragraph("The development VM ", code(vm.name), " was stopped.")),
    paragraph("Nothing was deleted: its disk, home directory and databases are unchanged."),
    heading(3, "What next"),
    paragraph("Move the ticket to ", code(provisionStatus), " to use the VM again."),
    paragraph("Move it to ", code(terminateStatus), " to terminate the VM."),
    ...vmDetails(vm),
  );
}
