import { clockTime } from "../clock-time";
import { type AdfDocument, code, codeBlock, doc, panel, paragraph } from "../jira/adf";

export interface StopWarningCommentData {
  /** `Name` tag. */
  readonly name: string;
  readonly instanceId: string;
  readonly region: string;
  readonly stopAt: Date;
  /** Time zone of the VM's users. */
  readonly timezone: string;
  /** Why it will be stopped, as a clause. */
  readonly why: string;
}

const TWO_HOURS = 2 * 3_600_000;

/** Warns that a VM is about to be stopped, and says how to keep it running. */
export function stopWarningComment(data: StopWarningCommentData): AdfDocument {
  const { name, instanceId, region, stopAt, why } = data;
  // To the second: shorter to read.
  const until = `${new Date(stopAt.getTime() + TWO_HOURS).toISOString().slice(0, 19)}Z`;
  return doc(
    panel(
      "info",
      paragraph("The development VM ", code(name), ` will be stopped at ${localTime(data)}: ${why}.`),
    ),
    paragraph("To keep it running for two more hours, on the VM:"),
    codeBlock("devvm-extend 2h"),
    paragraph("Or from anywhere, with your AWS sign-in:"),
    codeBlock(
      `aws ec2 create-tags --region ${region} --resources ${instanceId} --tags Key=KeepUntil,Value=${until}`,
    ),
  );
}

function localTime({ stopAt, timezone }: StopWarningCommentData): string {
  const { time, zone } = clockTime(stopAt, timezone);
  return `${time} (${zone})`;
}
