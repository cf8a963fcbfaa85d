/** A command that a VM's scripts called, as they called it. */
export interface RecordedCommand {
  readonly command: string;
  readonly args: readonly string[];
}

export interface BootResult {
  /** Status of the user data when that failed, of the boot's unit otherwise. */
  readonly exitCode: number;
  /** What the user data and the unit wrote. */
  readonly log: string;
  /** Commands of this boot, in order. */
  readonly commands: readonly RecordedCommand[];
}

/** What the host reads from EC2 about an instance. */
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

/** Credentials as the instance metadata service spells them. */
export interface VmCredentials {
  readonly role: string;
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly Token: string;
  /** ISO instant. */
  readonly Expiration: string;
}
