import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { Construct } from "constructs";
import { waive } from "../../parts/waive";

export interface SecretWithoutValueProps {
  readonly name: string;
  readonly description: string;
  readonly keyArn: string;
}

const RECOVERY_DAYS = 30;

/** A secret without its value: a user or another system stores the value, so it is never in code or state. */
export class SecretWithoutValue extends Construct {
  readonly secret: SecretsmanagerSecret;

  constructor(scope: Construct, id: string, { name, description, keyArn }: SecretWithoutValueProps) {
    super(scope, id);
    this.secret = new SecretsmanagerSecret(this, "secret", {
      name,
      description,
      kmsKeyId: keyArn,
      recoveryWindowInDays: RECOVERY_DAYS,
    });
    waive(
      this.secret,
      "secret-rotated",
      "Jira issues its value and has no API to rotate it: an operator rotates it, while the previous value stays valid.",
    );
  }
}
