import { getSecret } from "@aws-lambda-powertools/parameters/secrets";
import * as z from "zod";
import { parseJson } from "../parse-json";
import { JiraCredentialsError } from "./errors";
import type { CredentialsSource } from "./model";

/** Seconds that a fetched secret is cached. */
const CACHED_SECONDS = 300;

/** Other characters are refused in a header, with an error that quotes the token. */
const headerText = z.string().regex(/^[\x21-\x7e]+$/);
const secret = z.object({ email: headerText.optional(), token: headerText });

/**
 * Credentials from Secrets Manager: JSON `{ "email"?: string, "token": string }`.
 * @throws JiraCredentialsError that names the secret, never its value
 */
export function secretCredentials(secretId: string): CredentialsSource {
  return async (refresh) => {
    const value = await getSecret(secretId, { maxAge: CACHED_SECONDS, forceFetch: refresh }).catch(
      (cause) => {
        throw new JiraCredentialsError(`The secret ${secretId} cannot be read`, { cause });
      },
    );
    const parsed = secret.safeParse(parseJson(value));
    if (parsed.success) return parsed.data;
    throw new JiraCredentialsError(
      `The secret ${secretId} must hold JSON with a token, and an email for Jira Cloud, both of printable ASCII without spaces`,
    );
  };
}
