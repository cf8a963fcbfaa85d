import { type AdfDocument, bulletList, code, codeBlock, doc, heading, panel, paragraph } from "../jira/adf";
import type { ConnectTarget } from "./connect";
import { type CommentedVm, vmDetails } from "./vm-details";

export interface NeverReadyCommentData {
  readonly vm: CommentedVm;
  readonly connect: ConnectTarget;
  /** When the VM was last started. */
  readonly startedAt: Date;
  /** Minutes that a boot may take. */
  readonly bootMinutes: number;
}

/** Warns that a VM has been running for long and its boot has neither succeeded nor failed. */
export function neverReadyComment({
  vm,
  connect,
  startedAt,
  bootMinutes,
}: NeverReadyCommentData): AdfDocument {
  const { instanceId, region } = connect;
  return doc(
    panel(
      "warning",
      paragraph(
        "The development VM ",
        code(vm.name),
        ` has not reported ready within ${bootMinutes} minutes.`,
      ),
    ),
    paragraph("It was started at ", code(startedAt.toISOString()), " and has reported no failure either."),
    heading(3, "What to do"),
    ...bulletList([
      ["Stop the VM and start it again: every start runs all boot steps again."],
      ["If that does not help, ask the platform team to look at the console:"],
    ]),
    codeBlock(
      `aws ec2 get-console-output --latest --output text --instance-id ${instanceId} --region ${region}`,
    ),
    heading(3, "The VM"),
    ...vmDetails(vm),
  );
}
