import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { Construct } from "constructs";
import type { PolicyDocument } from "../../core/policies/document";
import { policyJson } from "./policy-json";

export interface PrivateBucketProps {
  readonly policy: PolicyDocument;
  /** @default S3's own key */
  readonly key?: KmsKey | undefined;
}

export interface PrivateBucket {
  readonly versioning: S3BucketVersioningA;
  readonly publicAccess: S3BucketPublicAccessBlock;
  /** The last resource to be created. */
  readonly policy: S3BucketPolicy;
}

/** Makes a bucket private, without ACLs, versioned and encrypted, and adds its policy. */
export function makeBucketPrivate(
  scope: Construct,
  { bucket }: S3Bucket,
  { policy, key }: PrivateBucketProps,
): PrivateBucket {
  new S3BucketOwnershipControls(scope, "ownership", {
    bucket,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
  const versioning = new S3BucketVersioningA(scope, "versioning", {
    bucket,
    versioningConfiguration: { status: "Enabled" },
  });
  new S3BucketServerSideEncryptionConfigurationA(scope, "encryption", {
    bucket,
    rule: [
      key
        ? {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
            bucketKeyEnabled: true,
          }
        : { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ],
  });
  const publicAccess = new S3BucketPublicAccessBlock(scope, "public-access", {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  return {
    versioning,
    publicAccess,
    policy: new S3BucketPolicy(scope, "policy", {
      bucket,
      policy: policyJson(policy),
      // S3 refuses concurrent changes to a bucket's access settings.
      dependsOn: [publicAccess],
    }),
  };
}
