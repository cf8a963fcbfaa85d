import { type PolicyDocument, policy } from "./document";

/** Refuses every request to a bucket that does not come over TLS. */
export function tlsOnlyBucket(bucketArn: string): PolicyDocument {
  return policy({
    Sid: "NeverWithoutTls",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
}
