import { errorCode, hasCode } from "./aws-errors";

/** AWS cannot make it in this zone: another one may. */
const ZONE_CODES: readonly string[] = [
  "InsufficientInstanceCapacity",
  "InsufficientCapacity",
  "InsufficientHostCapacity",
  "InsufficientFreeAddressesInSubnet",
  "Unsupported",
];

const ACCOUNT_LIMIT =
  "Ask the platform team to raise the limit of the AWS account, or to give up VMs that nobody uses; then move the ticket here again.";
const WRONG_VALUE =
  "Check the instance type and the operating system on the ticket; if they are right, show this to the platform team.";

/** AWS will not make it anywhere as things stand, and what people can do about it. */
const REFUSALS: Readonly<Record<string, string>> = {
  VcpuLimitExceeded: ACCOUNT_LIMIT,
  InstanceLimitExceeded: ACCOUNT_LIMIT,
  VolumeLimitExceeded: ACCOUNT_LIMIT,
  MaxIOPSLimitExceeded: ACCOUNT_LIMIT,
  PendingVerification: "AWS is still verifying the account: move the ticket here again in a few hours.",
  OptInRequired: "The platform team has to accept the terms of the image in AWS Marketplace first.",
  InvalidParameterValue: WRONG_VALUE,
  InvalidParameterCombination: WRONG_VALUE,
  InvalidParameter: WRONG_VALUE,
  InvalidBlockDeviceMapping: WRONG_VALUE,
  "InvalidAMIID.NotFound": "The platform team has to publish an image of the operating system anew.",
  "InvalidAMIID.Unavailable": "The platform team has to publish an image of the operating system anew.",
};

/** What an error of `RunInstances` says about the attempt. */
export type LaunchVerdict =
  /** The instance profile is too new to be known everywhere: the same call works in some seconds. */
  | { readonly kind: "profile-unknown" }
  /** The attempt's instance was made, and is gone. */
  | { readonly kind: "spent" }
  | { readonly kind: "no-capacity"; readonly code: string }
  | { readonly kind: "refused"; readonly code: string; readonly whatToDo: string }
  /** Accepted or not: only a repetition of the same call tells. */
  | { readonly kind: "unknown" };

export function launchVerdict(error: unknown): LaunchVerdict {
  const code = errorCode(error);
  if (code === undefined) return { kind: "unknown" };
  if (isProfileUnknown(error)) return { kind: "profile-unknown" };
  if (code === "IdempotentInstanceTerminated") return { kind: "spent" };
  if (ZONE_CODES.includes(code)) return { kind: "no-capacity", code };
  const whatToDo = Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
  return whatToDo ? { kind: "refused", code, whatToDo } : { kind: "unknown" };
}

/** EC2 words it as `Value (…) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`. */
export function isProfileUnknown(error: unknown): boolean {
  return (
    hasCode(error, "InvalidParameterValue", "InvalidIamInstanceProfileArn.Malformed") &&
    /iam\s*instance\s*profile/i.test((error as Error).message)
  );
}
