/** A command with its arguments, as a VM's scripts called it. */
export interface RecordedCommand {
  readonly command: string;
  readonly args: readonly string[];
}

export interface BootResult {
  /** Exit code of the user data if it failed, otherwise of the boot's unit. */
  readonly exitCode: number;
  /** The output of the user data and the unit. */
  readonly log: string;
  /** Commands of this boot, in order. */
  readonly commands: readonly RecordedCommand[];
}

/** The instance data that the host reads from EC2. */
export interface VmInstance {
  readonly instanceId: string;
  readonly region: string;
  readonly availabilityZone: string;
  readonly accountId: string;
  readonly imageId: string;
  readonly instanceType: string;
  readonly privateIp: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Name of the instance profile, when it has one. */
  readonly profile?: string;
}

/** Credentials in the format of the instance metadata service. */
export interface VmCredentials {
  readonly role: string;
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly Token: string;
  /** ISO instant. */
  readonly Expiration: string;
}
