import * as z from "zod";
import { isIssueKey } from "./jira/issue-key";

const terminateUnusedRequest = z.object({
  instanceId: z.string().min(1),
  /** ISO instant of the VM's last start: after a later start, the request is outdated. */
  launchTime: z.iso.datetime(),
  reason: z.enum(["dormant", "orphaned"]),
});

export type TerminateUnusedRequest = z.infer<typeof terminateUnusedRequest>;

const message = z.object({
  key: z.string().refine(isIssueKey, "expected an issue key, such as INFRA-123"),
  /** Identifier of the webhook's delivery, for the log. */
  delivery: z.string().default(""),
  /** An unused VM of the ticket that is to be terminated, instead of the work that the ticket asks for. */
  retire: terminateUnusedRequest.optional(),
});

export type TicketMessage = z.infer<typeof message>;

/** The body of a queue message. */
export function formatTicketMessage(content: TicketMessage): string {
  return JSON.stringify(content);
}

/**
 * The content of a queue message.
 * @throws Error if the content is invalid: such a message ends in the dead-letter queue, which raises an alarm
 */
export function parseTicketMessage(body: string): TicketMessage {
  return message.parse(JSON.parse(body));
}
