import { z } from "zod";
import { isIssueKey } from "../shared/jira/issue-key";

const message = z.object({
  key: z.string().refine(isIssueKey, "expected an issue key, such as INFRA-123"),
  /** Identifier of the webhook's delivery, for the log. */
  delivery: z.string().default(""),
});

export type TicketMessage = z.infer<typeof message>;

/**
 * The body of a queue message.
 * @throws Error on anything else: such a message ends in the dead-letter queue, where somebody sees it
 */
export function parseMessage(body: string): TicketMessage {
  return message.parse(JSON.parse(body));
}
