import { randomBytes } from "node:crypto";
import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** Secrets that an operator stores after the deployment; here they are generated for each run. */
export interface JiraSecrets {
  readonly signing: string;
  readonly email: string;
  readonly token: string;
}

export function generateSecrets(): JiraSecrets {
  const random = () => randomBytes(24).toString("hex");
  return { signing: random(), email: "dev-vm@example.com", token: random() };
}

/** Stores them as described in `docs/jira.md`. */
export async function storeSecrets(
  secrets: JiraSecrets,
  { endpoint, region, project }: { endpoint: string; region: string; project: string },
): Promise<void> {
  const credentials = { accessKeyId: "person", secretAccessKey: "person" };
  const client = new SecretsManagerClient({ endpoint, region, credentials });
  const values = {
    [`${project}/jira/webhook`]: { secrets: [secrets.signing] },
    [`${project}/jira/api`]: { email: secrets.email, token: secrets.token },
  };
  for (const [SecretId, value] of Object.entries(values)) {
    await client.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(value) }));
  }
}
