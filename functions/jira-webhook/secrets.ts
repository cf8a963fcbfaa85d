import { getSecret } from "@aws-lambda-powertools/parameters/secrets";
import * as z from "zod";

/** Seconds that the secrets are used before they are asked for again: a new one needs this long to be known. */
const CACHED_SECONDS = 300;

const secret = z.object({ secrets: z.array(z.string().min(1)).min(1).max(2) });

/** The webhook's secrets cannot be read. Worth a retry of Jira's: nothing is wrong with the delivery. */
export class WebhookSecretError extends Error {
  override readonly name = "WebhookSecretError";
}

/**
 * The secrets that sign deliveries: the current one, and its predecessor or successor while it is being rotated.
 * @throws WebhookSecretError that names the secret, never its value
 */
export async function webhookSecrets(secretId: string): Promise<readonly string[]> {
  const value = await getSecret(secretId, { maxAge: CACHED_SECONDS }).catch((cause) => {
    throw new WebhookSecretError(`The secret ${secretId} cannot be read`, { cause });
  });
  const parsed = secret.safeParse(asJson(value));
  if (parsed.success) return parsed.data.secrets;
  throw new WebhookSecretError(`The secret ${secretId} must hold JSON: { "secrets": [one or two texts] }`);
}

function asJson(value: unknown): unknown {
  try {
    return typeof value === "string" ? JSON.parse(value) : undefined;
  } catch {
    return undefined;
  }
}
