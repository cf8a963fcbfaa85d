import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { formatTicketMessage, type TicketMessage } from "./ticket-message";

/** The queue that `provision` works on. */
export interface TicketQueue {
  send(message: TicketMessage): Promise<void>;
}

export function sqsTicketQueue(client: Pick<SQSClient, "send">, queueUrl: string): TicketQueue {
  return {
    send: async (message) => {
      const MessageBody = formatTicketMessage(message);
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
    },
  };
}
