import * as z from "zod";
import { isIssueKey } from "./jira/issue-key";

const retireRequest = z.object({
  instanceId: z.string().min(1),
  /** ISO instant of the VM's last start, which shows whether it was started again since. */
  launchTime: z.iso.datetime(),
  reason: z.enum(["dormant", "orphaned"]),
});

export type RetireRequest = z.infer<typeof retireRequest>;

const message = z.object({
  key: z.string().refine(isIssueKey, "expected an issue key, such as INFRA-123"),
  /** Identifier of the webhook's delivery, for the log. */
  delivery: z.string().default(""),
  /** Instead of the ticket's own work: an unused VM of the ticket that is to be terminated. */
  retire: retireRequest.optional(),
});

export type TicketMessage = z.infer<typeof message>;

/** The body of a queue message. */
export function formatTicketMessage(content: TicketMessage): string {
  return JSON.stringify(content);
}

/**
 * The content of a queue message.
 * @throws Error on anything else: such a message goes to the dead-letter queue, whose alarm notifies an operator
 */
export function parseTicketMessage(body: string): TicketMessage {
  return message.parse(JSON.parse(body));
}
