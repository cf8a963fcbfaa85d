/** The webhook's secrets cannot be read. Jira should deliver again: the delivery itself may be valid. */
export class WebhookSecretError extends Error {
  override readonly name = "WebhookSecretError";
}
