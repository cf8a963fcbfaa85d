export type Tags = Readonly<Record<string, string>>;
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** One question to IAM: is this action allowed on this resource? */
export interface AccessRequest {
  /** As policies spell it: `ec2:RunInstances`. */
  readonly action: string;
  /** ARN, or `*` for actions without a resource type. */
  readonly resource: string;
  /** Tags that the request carries: `aws:RequestTag` and `aws:TagKeys`. */
  readonly requestTags?: Tags;
  /** Keys of tags that the request removes: `aws:TagKeys` alone. */
  readonly tagKeys?: readonly string[];
  /** The call creates the resource, so it has neither tags nor a policy yet. @default false */
  readonly made?: boolean;
  /** Further keys, such as `ec2:CreateAction`. */
  readonly context?: Context;
}

/** An IAM policy as AWS keeps it, with its name. */
export interface NamedPolicy {
  readonly name: string;
  readonly policy: unknown;
}

/** A role or user with everything that IAM evaluates for it. */
export interface Identity {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly tags: Tags;
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  /** Who may assume the role. */
  readonly trust?: unknown;
}

/** A key that encrypts a resource; the resource's service calls KMS with the caller's permissions. */
export interface Encryption {
  readonly keyArn: string;
  /** `sqs.us-east-1.amazonaws.com` */
  readonly viaService: string;
}

/** What is deployed now, read back from AWS and never taken from the code that deployed it. */
export interface Deployed {
  readonly accountId: string;
  readonly region: string;
  /** A role by name. */
  role(name: string): Identity | undefined;
  user(name: string): Identity | undefined;
  readonly roles: readonly Identity[];
  policyArn(name: string): string | undefined;
  /** One of the account's own managed policies, by name. */
  policy(name: string): NamedPolicy | undefined;
  /** ARN of an instance profile. */
  profileArn(name: string): string | undefined;
  /** Roles of an instance profile, by its name. */
  profileRoles(name: string): readonly string[];
  /** Tags of a resource; empty where it has none. */
  tags(arn: string): Tags;
  /** ARNs of everything that has tags. */
  readonly tagged: readonly string[];
  /** ARN of a secret by name or ARN. */
  secretArn(id: string): string | undefined;
  /** ARN of a KMS key by id, ARN or alias. */
  keyArn(id: string): string | undefined;
  /** Security groups that a launch template gives, by its id or name. */
  templateSecurityGroups(idOrName: string): readonly string[];
  templateId(name: string): string | undefined;
  /** Key that encrypts a queue, topic, secret or table; undefined with a key that AWS owns. */
  encryption(arn: string): Promise<Encryption | undefined>;
  /** Keys of an instance's encrypted volumes, customer-managed ones only. */
  volumeKeys(instanceId: string): readonly string[];
  /** Keys that a launch template names for its volumes, as it names them. */
  templateKeys(idOrName: string): readonly string[];
  /** Customer-managed keys of a launch that names these; of the account's default where it names none. */
  launchKeys(named: readonly string[]): readonly string[];
  /** File system of a mount target. */
  fileSystemOf(mountTargetId: string): string | undefined;
  /** Resource policy; for a role, its trust policy. */
  resourcePolicy(arn: string): Promise<unknown>;
}
