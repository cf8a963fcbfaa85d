import { type AdfDocument, bulletList, code, doc, heading, panel, paragraph, strong } from "../jira/adf";

/** One thing that is wrong with a request. */
export interface Problem {
  /** Which field or rule: `Instance type`, `VMs of ClientA`. */
  readonly what: string;
  /** What is wrong, with the value found: `"t9.huge" is not offered`. */
  readonly found: string;
  /** What would be right: `one of t3.large, t3.xlarge`. */
  readonly expected: string;
}

export interface RefusedCommentData {
  readonly problems: readonly Problem[];
  /** Status in which the request is processed again. */
  readonly provisionStatus: string;
}

/** Says that no VM was launched, and lists all problems of the ticket, each with the expected value. */
export function refusedComment({ problems, provisionStatus }: RefusedCommentData): AdfDocument {
  return doc(
    panel("error", paragraph("No VM was launched: the request has problems.")),
    heading(3, problems.length === 1 ? "What is wrong" : `What is wrong (${problems.length})`),
    ...bulletList(
      problems.map(({ what, found, expected }) => [strong(what), `: ${found}. Expected: ${expected}.`]),
    ),
    heading(3, "What to do"),
    paragraph(
      "Correct the ticket while it is in ",
      code(provisionStatus),
      ", or correct it and move it there again.",
    ),
  );
}
