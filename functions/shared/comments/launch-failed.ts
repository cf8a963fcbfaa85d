import type { Person } from "../../../core/vm/names";
import { type AdfDocument, codeBlock, doc, heading, panel, paragraph } from "../jira/adf";

export interface LaunchFailedCommentData {
  readonly person: Person;
  /** The message of AWS or of the automation. */
  readonly reason: string;
  /** The next step for the users on the ticket, a sentence. */
  readonly whatToDo: string;
}

/** Says that a valid request ended without a VM. */
export function launchFailedComment({ person, reason, whatToDo }: LaunchFailedCommentData): AdfDocument {
  return doc(
    panel("error", paragraph(`The VM of ${person.developer} for ${person.client} could not be launched.`)),
    heading(3, "Reason"),
    codeBlock(reason, "text"),
    heading(3, "What to do"),
    paragraph(whatToDo),
  );
}
