import { type AdfDocument, bulletList, code, doc, panel, paragraph } from "../shared/jira/adf";

/** Tells what is accepted, but should not stay as it is. */
export function warningsComment(warnings: readonly string[]): AdfDocument {
  return doc(
    panel(
      "warning",
      paragraph("The request is accepted. Please note:"),
      ...bulletList(warnings.map((text) => [text])),
    ),
  );
}

/** Tells why a VM is left as it is although its ticket asks to give it up. */
export function managedByConfigComment(name: string): AdfDocument {
  return doc(
    panel("warning", paragraph(`${name} was not terminated: it is managed by the config file.`)),
    paragraph("Remove its entry there. The home directory and the databases stay."),
  );
}

/** Tells that the work on a ticket was given up for a reason that is none for people. */
export function givenUpComment(errorName: string): AdfDocument {
  return doc(
    panel(
      "error",
      paragraph("The request could not be carried out, and is not tried again: ", code(errorName), "."),
    ),
    paragraph("The platform team finds its message in the dead-letter queue, and the reason in the log."),
  );
}
