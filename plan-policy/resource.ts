/** A resource of a stack's Terraform JSON. */
export interface Resource {
  readonly stack: string;
  /** Terraform's type, such as `aws_sqs_queue`; `provider` for the AWS provider itself. */
  readonly type: string;
  /** The address in Terraform's plan. */
  readonly address: string;
  readonly body: Body;
  /** Reasons of waivers, by rule. */
  readonly waived: Readonly<Record<string, string>>;
}

export type Body = Readonly<Record<string, unknown>>;
