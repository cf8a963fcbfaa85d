import type { SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { parseTicketMessage } from "../shared/ticket-message";
import type { Context } from "./context";
import { isLastDelivery, redeliverSoon } from "./redeliver";
import { terminateUnused } from "./terminate/terminate-unused";
import { commentFailureForGood } from "./ticket/comment-failure";
import { workOnTicket } from "./work-on-ticket";

export interface ProvisionDeps {
  readonly ctx: Context;
  readonly queue: Pick<SQSClient, "send">;
}

/**
 * Works on one message: what its ticket asks for, or the termination of an unused VM.
 * @throws the message's own error: the message is retried, and in the end goes to the dead-letter queue
 */
export async function run(deps: ProvisionDeps, record: SQSRecord): Promise<void> {
  const { ctx } = deps;
  const { messageId, body } = record;
  let ticket: string | undefined;
  try {
    const { key, delivery, retire: request } = parseTicketMessage(body);
    ticket = key;
    ctx.log.info("Received", { ticket, delivery, messageId });
    if (request) {
      const outcome = await terminateUnused(ctx, key, request);
      ctx.log.info("Worked on the unused VM", { ticket, ...request, outcome });
    } else {
      await workOnTicket(ctx, key);
    }
  } catch (error) {
    ctx.log.error("The message failed", { messageId, error: error as Error });
    await afterFailure(deps, record, ticket, error);
    throw error;
  }
}

/** Errors here are logged only, so that the message fails with its own. */
async function afterFailure(
  { ctx, queue }: ProvisionDeps,
  record: SQSRecord,
  ticket: string | undefined,
  error: unknown,
): Promise<void> {
  const logError = (message: string) => (cause: unknown) =>
    ctx.log.error(message, { messageId: record.messageId, error: cause as Error });
  if (ticket && isLastDelivery(record)) {
    await commentFailureForGood(ctx, ticket, error).catch(
      logError("The failure could not be commented on the ticket"),
    );
  }
  await redeliverSoon(queue, record, error).catch(logError("The message could not be made visible sooner"));
}
