import type { NatMode } from "./nat";

/** An AWS service that a VM may reach through an interface endpoint in the VPC instead of through NAT. */
interface EndpointService {
  /** What does not work without it and without NAT. */
  readonly without: string;
  /** Without it a VM cannot become ready, or cannot be reached. */
  readonly needed: boolean;
}

/** By the last part of the endpoint's service name, `com.amazonaws.<region>.<name>`. */
const SERVICES = {
  ssm: { without: "Session Manager does not know the VM", needed: true },
  ssmmessages: { without: "no session opens", needed: true },
  ec2messages: { without: "an SSM agent before 3.3.40 gets no command", needed: false },
  ec2: { without: "the boot cannot mark the VM ready", needed: true },
  sts: { without: "users on a VM cannot assume another role", needed: false },
  logs: { without: "sessions and programs write no log", needed: false },
  secretsmanager: { without: "a VM cannot read its database passwords", needed: false },
  kms: { without: "encrypted sessions do not open", needed: false },
  events: { without: "programs on a VM cannot send events", needed: false },
  elasticfilesystem: { without: "the mount helper cannot find a mount target when DNS fails", needed: false },
} as const satisfies Record<string, EndpointService>;

export type EndpointServiceName = keyof typeof SERVICES;

export const ENDPOINT_SERVICES = Object.keys(SERVICES) as readonly EndpointServiceName[];

/** Default interface endpoints: all of them if they are the only access to AWS. */
export function defaultEndpoints(nat: NatMode): readonly EndpointServiceName[] {
  return nat === "none" ? ENDPOINT_SERVICES : [];
}

/** What fails on a VM with only these endpoints and no NAT: required services first, then the rest. */
export function missingEndpoints(chosen: readonly string[]): {
  readonly needed: readonly EndpointServiceName[];
  readonly useful: readonly { readonly name: EndpointServiceName; readonly without: string }[];
} {
  const missing = ENDPOINT_SERVICES.filter((name) => !chosen.includes(name));
  return {
    needed: missing.filter((name) => SERVICES[name].needed),
    useful: missing
      .filter((name) => !SERVICES[name].needed)
      .map((name) => ({ name, without: SERVICES[name].without })),
  };
}
