import { getSecret } from "@aws-lambda-powertools/parameters/secrets";
import * as z from "zod";
import { parseJson } from "../shared/parse-json";
import { WebhookSecretError } from "./errors";

/** Seconds until the secrets are read again: a new one may be unknown for so long. */
const CACHED_SECONDS = 300;

const secret = z.object({ secrets: z.array(z.string().min(1)).min(1).max(2) });

/**
 * The secrets that sign deliveries: the current one, and its predecessor or successor during a rotation.
 * @throws WebhookSecretError that contains the name of the secret, never its value
 */
export async function readWebhookSecrets(secretId: string): Promise<readonly string[]> {
  const value = await getSecret(secretId, { maxAge: CACHED_SECONDS }).catch((cause) => {
    throw new WebhookSecretError(`The secret ${secretId} cannot be read`, { cause });
  });
  const parsed = secret.safeParse(parseJson(value));
  if (parsed.success) return parsed.data.secrets;
  throw new WebhookSecretError(`The secret ${secretId} must hold JSON: { "secrets": [one or two texts] }`);
}
