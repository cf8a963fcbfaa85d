/** EC2 reports these as server errors, but they concern an instance's type and zone. */
const CAPACITY_CODES: readonly string[] = [
  "InsufficientInstanceCapacity",
  "InsufficientHostCapacity",
  "InsufficientReservedInstanceCapacity",
  "InsufficientCapacityOnHost",
  "InsufficientCapacity",
  "VcpuLimitExceeded",
];
/** Those of them that are a used-up quota of the account. */
const QUOTA_CODES: readonly string[] = ["VcpuLimitExceeded"];
const THROTTLING =
  /^(RequestLimitExceeded|Throttling(Exception)?|RequestThrottled(Exception)?|EC2ThrottledException)$/;
/** These refuse the caller, whichever instances it asks for. */
const CREDENTIALS =
  /^(AuthFailure|ExpiredToken|RequestExpired|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch)/;

/** Whether AWS has no capacity, or the account no quota: nothing is wrong with the VM. */
export function isCapacityError({ name }: Error): boolean {
  return CAPACITY_CODES.includes(name);
}

/** Whether a quota of the account is used up: raise it or terminate VMs. */
export function isQuotaError({ name }: Error): boolean {
  return QUOTA_CODES.includes(name);
}

export function isThrottling({ name }: Error): boolean {
  return THROTTLING.test(name);
}

/** Whether the same request could succeed for other VMs. A missing permission may depend on one VM's tags. */
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

/** State reason code of a VM that AWS stopped, or whose start failed after EC2 had accepted it. */
export function isStoppedByAws(code: string): boolean {
  return code.startsWith("Server.") || AWS_STOPPED.includes(code);
}

/** State reason code of a VM whose start failed for lack of capacity after EC2 had accepted it. */
export function isLateCapacity(code: string): boolean {
  return LATE_CAPACITY.test(code);
}
