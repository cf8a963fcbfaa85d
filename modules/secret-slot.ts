import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { Construct } from "constructs";

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
  }
}
