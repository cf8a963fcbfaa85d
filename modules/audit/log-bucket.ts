import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import type { PolicyDocument } from "../../core/policies/document";
import { policyJson } from "../policy-json";
import { waive } from "../waive";

export interface LogBucketProps {
  /** Unique among all of AWS. */
  readonly name: string;
  /** Who writes, from the bucket's ARN. */
  readonly policy: (bucketArn: string) => PolicyDocument;
  /** @default S3's own key, the only one that S3 can write its access logs with */
  readonly key?: KmsKey;
  /** How long, and how firmly, nobody can delete or change a file. @default not at all */
  readonly lock?: { readonly mode: "governance" | "compliance"; readonly days: number };
}

/** A bucket that logs are delivered to: closed, versioned, encrypted, never destroyed. */
export class LogBucket extends Construct {
  readonly bucket: S3Bucket;
  /** The last to be made: whoever writes must come after it. */
  readonly policy: S3BucketPolicy;

  constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);
    this.bucket = new S3Bucket(this, "bucket", {
      bucket: props.name,
      ...(props.lock ? { objectLockEnabled: true } : {}),
      lifecycle: { preventDestroy: true },
    });
    waive(
      this.bucket,
      "bucket-tidied",
      "The files are evidence: when they may go once their lock is over is the auditors' decision.",
    );
    const bucket = this.bucket.bucket;
    new S3BucketOwnershipControls(this, "ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [
        props.key
          ? {
              applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: props.key.arn },
              bucketKeyEnabled: true,
            }
          : { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
      ],
    });
    if (props.lock) {
      new S3BucketObjectLockConfigurationA(this, "lock", {
        bucket,
        rule: { defaultRetention: { mode: props.lock.mode.toUpperCase(), days: props.lock.days } },
        dependsOn: [versioning],
      });
    }
    const closed = new S3BucketPublicAccessBlock(this, "public-access", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket,
      policy: policyJson(props.policy(this.bucket.arn)),
      // S3 refuses two changes to a bucket's access at a time.
      dependsOn: [closed],
    });
  }
}
