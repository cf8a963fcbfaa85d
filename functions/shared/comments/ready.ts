import { type AdfDocument, bulletList, code, codeBlock, doc, heading, panel, paragraph } from "../jira/adf";
import { type ConnectTarget, shellCommand, sshCommand } from "./connect";
import { type CommentedVm, vmDetails } from "./vm-details";

export interface ReadyCommentData {
  readonly vm: CommentedVm;
  readonly connect: ConnectTarget;
  /** The developer's login on the VM. */
  readonly login: string;
  /** What the users on the ticket should know, a sentence each. */
  readonly warnings: readonly string[];
}

/** Says that a VM can be used, and how to connect. */
export function readyComment({ vm, connect, login, warnings }: ReadyCommentData): AdfDocument {
  return doc(
    panel("success", paragraph("The development VM ", code(vm.name), " is ready.")),
    heading(3, "How to connect"),
    paragraph("With the AWS CLI, its Session Manager plugin, and your own AWS sign-in:"),
    codeBlock(shellCommand(connect)),
    paragraph(
      "For SSH, editors and copying files, once your public key is in ",
      code("~/.ssh/authorized_keys"),
      " there:",
    ),
    codeBlock(sshCommand(connect, login)),
    heading(3, "Your VM"),
    ...vmDetails(vm),
    paragraph(
      "Files in your home directory are kept when the VM is terminated; files elsewhere on the VM are not.",
    ),
    ...warningPanel(warnings),
  );
}

function warningPanel(warnings: readonly string[]) {
  if (warnings.length === 0) return [];
  return [panel("warning", paragraph("Please note:"), ...bulletList(warnings.map((warning) => [warning])))];
}
