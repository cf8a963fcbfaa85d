import { neverWithoutTls, type PolicyDocument, policy } from "./document";

/** Refuses every request to a bucket that does not come over TLS. */
export function tlsOnlyBucket(bucketArn: string): PolicyDocument {
  return policy(neverWithoutTls("s3:*", [bucketArn, `${bucketArn}/*`]));
}
