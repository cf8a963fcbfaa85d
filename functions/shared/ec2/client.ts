import { EC2Client } from "@aws-sdk/client-ec2";
import { REQUEST_LIMITS } from "../request-limits";

/**
 * EC2 accepts five requests for starts at once, and then two each second. With the SDK's three attempts, some of a
 * morning's requests would fail and be deferred to the next run (see `bench`).
 */
export const FLEET_RETRIES = { retryMode: "adaptive", maxAttempts: 5 } as const;

/** @param retries `FLEET_RETRIES` for a function that works on the whole fleet. @default the SDK's own */
export function createEc2Client(retries: Partial<typeof FLEET_RETRIES> = {}): EC2Client {
  return new EC2Client({ ...REQUEST_LIMITS, ...retries });
}
