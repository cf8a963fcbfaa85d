import { type AdfDocument, bulletList, code, codeBlock, doc, heading, panel, paragraph } from "../jira/adf";
import { type ConnectTarget, shellCommand } from "./connect";
import { type CommentedVm, vmDetails } from "./vm-details";

export interface BootFailedCommentData {
  readonly vm: CommentedVm;
  readonly connect: ConnectTarget;
  /** As the boot reported it. */
  readonly reason: string;
}

/** Says that a VM's boot has failed, why, and what to do. */
export function bootFailedComment({ vm, connect, reason }: BootFailedCommentData): AdfDocument {
  return doc(
    panel("error", paragraph("The boot of the development VM ", code(vm.name), " failed.")),
    heading(3, "Reason"),
    codeBlock(reason, "text"),
    heading(3, "What to do"),
    ...bulletList([
      ["Stop the VM and start it again: every start runs all boot steps, and many errors are temporary."],
      [
        "If it fails again, ask the platform team: they can still reach the VM, and the boot log has the details:",
      ],
    ]),
    codeBlock(`${shellCommand(connect)}\nsudo journalctl --unit devvm-boot`),
    heading(3, "The VM"),
    ...vmDetails(vm),
  );
}
