import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { bucketName } from "../../../core/aws/agreed-names";
import { tlsOnlyBucket } from "../../../core/policies/bucket";
import {
  type BootSettings,
  buildBootBundle,
  CURRENT_BUNDLE_KEY,
  currentBundle,
} from "../../../userdata/build-boot-bundle";
import { makeBucketPrivate } from "../../parts/private-bucket";
import { waive } from "../../parts/waive";

export interface BootBundleProps {
  readonly project: string;
  /** Makes the bucket's name globally unique. */
  readonly account: string;
  readonly region: string;
  /** Settings that VMs get from the config. */
  readonly settings: BootSettings;
}

/** Where the bundle is written before Terraform uploads it. */
const OUT_DIR = join(__dirname, "..", "..", "..", "dist", "boot");

/** Days that previous bundles and incomplete uploads are kept. */
const OLD_BUNDLE_DAYS = 90;
const UNFINISHED_DAYS = 7;

/**
 * The bucket that VMs boot from. A bundle is stored under its hash; `boot/current.json` names the one that every VM
 * uses at its next start.
 */
export class BootBundle extends Construct {
  readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, props: BootBundleProps) {
    super(scope, id);
    this.bucket = new S3Bucket(this, "bucket", {
      bucket: bucketName(props, "boot"),
    });
    // S3's own key, on purpose: the bundle is not secret, its hash is checked at every boot, and every VM, on which
    // developers are root, would need access to a key of the project.
    const secured = makeBucketPrivate(this, this.bucket, { policy: tlsOnlyBucket(this.bucket.arn) });
    this.tidy();
    const bundle = buildBootBundle(props.settings);
    mkdirSync(OUT_DIR, { recursive: true });
    const path = join(OUT_DIR, `${bundle.sha256}.zip`);
    writeFileSync(path, bundle.zip);
    const asset = new TerraformAsset(this, "asset", { path, type: AssetType.FILE, assetHash: bundle.sha256 });
    const zip = new S3Object(this, "bundle", {
      bucket: this.bucket.bucket,
      key: bundle.key,
      source: asset.path,
      contentType: "application/zip",
      dependsOn: [secured.publicAccess],
    });
    const current = new S3Object(this, "current", {
      bucket: this.bucket.bucket,
      key: CURRENT_BUNDLE_KEY,
      content: currentBundle(bundle),
      contentType: "application/json",
      // Published only after the bundle is uploaded.
      dependsOn: [zip],
    });
    for (const object of [zip, current]) {
      waive(
        object,
        "object-own-key",
        "Scripts without secrets, which every VM reads before it has any other permission.",
      );
    }
    waive(
      this.bucket,
      "bucket-own-key",
      "Boot scripts without secrets: with a separate key every VM would need permission to decrypt, and nothing would be protected.",
    );
    waive(
      this.bucket,
      "bucket-access-logged",
      "Every VM reads it at every start, and it contains only boot scripts; the account's trail records who changes it.",
    );
  }

  private tidy(): void {
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: this.bucket.bucket,
      rule: [
        {
          id: "tidy",
          status: "Enabled",
          filter: [{}],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: UNFINISHED_DAYS }],
          noncurrentVersionExpiration: [{ noncurrentDays: OLD_BUNDLE_DAYS }],
        },
      ],
    });
  }
}
