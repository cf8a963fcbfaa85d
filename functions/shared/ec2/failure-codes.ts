/** EC2 has these as server errors, yet they are about an instance's type and zone. */
const CAPACITY_CODES: readonly string[] = [
  "InsufficientInstanceCapacity",
  "InsufficientHostCapacity",
  "InsufficientReservedInstanceCapacity",
  "InsufficientCapacityOnHost",
  "InsufficientCapacity",
  "VcpuLimitExceeded",
];
/** Of these, what the account's quotas refuse. */
const QUOTA_CODES: readonly string[] = ["VcpuLimitExceeded"];
const THROTTLING =
  /^(RequestLimitExceeded|Throttling(Exception)?|RequestThrottled(Exception)?|EC2ThrottledException)$/;
/** Refusals of the caller, whichever instances it asks for. */
const CREDENTIALS =
  /^(AuthFailure|ExpiredToken|RequestExpired|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch)/;

/** Whether AWS lacked capacity, or the account the quota: nothing is wrong with the VM. */
export function isCapacityError({ name }: Error): boolean {
  return CAPACITY_CODES.includes(name);
}

/** Whether a quota of the account is used up: it has to be raised, or VMs have to be terminated. */
export function isQuotaError({ name }: Error): boolean {
  return QUOTA_CODES.includes(name);
}

export function isThrottling({ name }: Error): boolean {
  return THROTTLING.test(name);
}

/** Whether the same request for other VMs might have been taken. A refused permission may be about one VM's tags. */
export function isAboutVms(
  error: Error & { readonly $metadata?: { readonly httpStatusCode?: number } },
): boolean {
  if (isCapacityError(error)) return true;
  const status = error.$metadata?.httpStatusCode ?? 0;
  return status >= 400 && status < 500 && !CREDENTIALS.test(error.name);
}

/** State reason code of a VM that was stopped or terminated by an API call. */
export const USER_INITIATED = "Client.UserInitiatedShutdown";
const AWS_STOPPED: readonly string[] = ["Client.InternalError", "Client.VolumeLimitExceeded"];
const LATE_CAPACITY = /^Server\.Insufficient.*Capacity$/;

/** State reason code of a VM that AWS stopped, or whose start EC2 accepted and could not carry out. */
export function isStoppedByAws(code: string): boolean {
  return code.startsWith("Server.") || AWS_STOPPED.includes(code);
}

/** State reason code of a VM whose start EC2 accepted and then could not carry out for lack of capacity. */
export function isLateCapacity(code: string): boolean {
  return LATE_CAPACITY.test(code);
}
