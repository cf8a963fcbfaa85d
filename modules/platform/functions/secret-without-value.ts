import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { Construct } from "constructs";
import { waive } from "../../parts/waive";

export interface SecretSlotProps {
  readonly name: string;
  readonly description: string;
  readonly keyArn: string;
}

const RECOVERY_DAYS = 30;

/** A secret without its value: a person or another system puts that in, so it is never in code or state. */
export class SecretSlot extends Construct {
  readonly secret: SecretsmanagerSecret;

  constructor(scope: Construct, id: string, { name, description, keyArn }: SecretSlotProps) {
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
      "Jira issues its value and has no interface to change it: a person does, with the former one still valid.",
    );
  }
}
