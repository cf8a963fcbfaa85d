import { neverWithoutTls, type PolicyDocument, policy } from "./document";

/** Denies every request to a bucket without TLS. */
export function tlsOnlyBucket(bucketArn: string): PolicyDocument {
  return policy(neverWithoutTls("s3:*", [bucketArn, `${bucketArn}/*`]));
}
