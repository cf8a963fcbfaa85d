import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";

/** Sends messages to the platform team. */
export interface Notifier {
  notify(subject: string, text: string): Promise<void>;
}

/** @param project begins the subject, for a team with several deployments */
export function snsNotifier(
  client: Pick<SNSClient, "send">,
  { topicArn, project }: { readonly topicArn: string; readonly project: string },
): Notifier {
  return {
    notify: async (subject, text) => {
      const Subject = `${project}: ${subject}`;
      await client.send(new PublishCommand({ TopicArn: topicArn, Subject, Message: text }));
    },
  };
}
