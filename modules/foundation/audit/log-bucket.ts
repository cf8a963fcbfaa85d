import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import type { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { Construct } from "constructs";
import type { PolicyDocument } from "../../../core/policies/document";
import { closeBucket } from "../../parts/private-bucket";
import { waive } from "../../parts/waive";

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
    const closed = closeBucket(this, this.bucket, { policy: props.policy(this.bucket.arn), key: props.key });
    this.policy = closed.policy;
    if (props.lock) {
      new S3BucketObjectLockConfigurationA(this, "lock", {
        bucket: this.bucket.bucket,
        rule: { defaultRetention: { mode: props.lock.mode.toUpperCase(), days: props.lock.days } },
        dependsOn: [closed.versioning],
      });
    }
  }
}
