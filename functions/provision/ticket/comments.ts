import { type AdfDocument, bulletList, code, doc, panel, paragraph } from "../../shared/jira/adf";

/** Warns of what is accepted but should not stay as it is. */
export function warningsComment(warnings: readonly string[]): AdfDocument {
  return doc(
    panel(
      "warning",
      paragraph("The request is accepted. Please note:"),
      ...bulletList(warnings.map((text) => [text])),
    ),
  );
}

/** Says why a VM is kept although its ticket asks to terminate it. */
export function managedByConfigComment(name: string): AdfDocument {
  return doc(
    panel("warning", paragraph(`${name} was not terminated: it is managed by the config file.`)),
    paragraph("To terminate it, remove its entry there. The home directory and the databases are kept."),
  );
}

/** Says that the work on a ticket failed for good, for a reason that users cannot act on. */
export function failedForGoodComment(errorName: string): AdfDocument {
  return doc(
    panel("error", paragraph("The request failed and will not be retried: ", code(errorName), ".")),
    paragraph("The platform team finds its message in the dead-letter queue and the reason in the log."),
  );
}
