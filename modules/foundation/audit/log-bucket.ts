import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import type { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { Construct } from "constructs";
import type { PolicyDocument } from "../../../core/policies/document";
import { makeBucketPrivate } from "../../parts/private-bucket";
import { waive } from "../../parts/waive";

export interface LogBucketProps {
  /** Globally unique. */
  readonly name: string;
  /** The statements for its writers, from the bucket's ARN. */
  readonly policy: (bucketArn: string) => PolicyDocument;
  /** @default S3's own key, the only one that S3 can write its access logs with */
  readonly key?: KmsKey;
  /** Object lock: in which mode and for how long files cannot be deleted or changed. @default no lock */
  readonly lock?: { readonly mode: "governance" | "compliance"; readonly days: number };
}

/** A bucket that logs are delivered to: private, versioned, encrypted, never destroyed. */
export class LogBucket extends Construct {
  readonly bucket: S3Bucket;
  /** The last resource to be created: writers must depend on it. */
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
      "The files are evidence: auditors decide when they are deleted after their lock has ended.",
    );
    const secured = makeBucketPrivate(this, this.bucket, {
      policy: props.policy(this.bucket.arn),
      key: props.key,
    });
    this.policy = secured.policy;
    if (props.lock) {
      new S3BucketObjectLockConfigurationA(this, "lock", {
        bucket: this.bucket.bucket,
        rule: { defaultRetention: { mode: props.lock.mode.toUpperCase(), days: props.lock.days } },
        dependsOn: [secured.versioning],
      });
    }
  }
}
