import { errorCode, hasCode } from "../../shared/aws-errors";
import { isCapacityError, isQuotaError } from "../../shared/ec2/failure-codes";

/** The zone cannot take the launch for other reasons than capacity; another zone may. */
const ZONE_CODES: readonly string[] = ["InsufficientFreeAddressesInSubnet", "Unsupported"];

const ACCOUNT_LIMIT =
  "Ask the platform team to raise the limit of the AWS account, or to terminate unused VMs; then move the ticket here again.";
const WRONG_VALUE =
  "Check the instance type and the operating system on the ticket; if they are right, show this to the platform team.";
const NO_IMAGE = "The platform team has to publish a new image of the operating system.";

/** Codes with which AWS refuses the launch in every zone, and what users can do about each. */
const REFUSALS: Readonly<Record<string, string>> = {
  InstanceLimitExceeded: ACCOUNT_LIMIT,
  VolumeLimitExceeded: ACCOUNT_LIMIT,
  MaxIOPSLimitExceeded: ACCOUNT_LIMIT,
  PendingVerification: "AWS is still verifying the account: move the ticket here again in a few hours.",
  OptInRequired: "The platform team has to accept the terms of the image in AWS Marketplace first.",
  InvalidParameterValue: WRONG_VALUE,
  InvalidParameterCombination: WRONG_VALUE,
  InvalidParameter: WRONG_VALUE,
  InvalidBlockDeviceMapping: WRONG_VALUE,
  "InvalidAMIID.NotFound": NO_IMAGE,
  "InvalidAMIID.Unavailable": NO_IMAGE,
};

/** What an error of `RunInstances` or `StartInstances` means for the launch attempt. */
export type LaunchProblem =
  /** The instance profile is too new for EC2 to know it: the same call succeeds within seconds. */
  | { readonly kind: "profile-unknown" }
  /** The attempt's instance was launched, and is gone. */
  | { readonly kind: "spent" }
  | { readonly kind: "no-capacity"; readonly code: string }
  | { readonly kind: "refused"; readonly code: string; readonly whatToDo: string }
  /** Accepted or not: only a repetition of the same call shows it. */
  | { readonly kind: "unknown" };

export function launchProblem(error: unknown): LaunchProblem {
  const code = errorCode(error);
  if (code === undefined) return { kind: "unknown" };
  if (isProfileUnknown(error)) return { kind: "profile-unknown" };
  if (code === "IdempotentInstanceTerminated") return { kind: "spent" };
  if (isQuotaError(error as Error)) return { kind: "refused", code, whatToDo: ACCOUNT_LIMIT };
  if (isCapacityError(error as Error) || ZONE_CODES.includes(code)) return { kind: "no-capacity", code };
  const whatToDo = Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
  return whatToDo ? { kind: "refused", code, whatToDo } : { kind: "unknown" };
}

/** EC2's message: `Value (…) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`. */
export function isProfileUnknown(error: unknown): boolean {
  return (
    hasCode(error, "InvalidParameterValue", "InvalidIamInstanceProfileArn.Malformed") &&
    /iam\s*instance\s*profile/i.test((error as Error).message)
  );
}
