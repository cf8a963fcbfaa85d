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
import { closeBucket } from "../../parts/private-bucket";
import { waive } from "../../parts/waive";

export interface BootBundleProps {
  readonly project: string;
  /** Makes the bucket's name unique among all of AWS. */
  readonly account: string;
  readonly region: string;
  /** What VMs know of the config. */
  readonly settings: BootSettings;
}

/** Where the bundle is written before Terraform uploads it. */
const OUT_DIR = join(__dirname, "..", "..", "..", "dist", "boot");

/** Days that former bundles, and uploads that were cut off, are kept. */
const OLD_BUNDLE_DAYS = 90;
const UNFINISHED_DAYS = 7;

/**
 * The bucket that VMs boot from. A bundle is kept under its hash; `boot/current.json` names the one that every VM
 * takes at its next start.
 */
export class BootBundle extends Construct {
  readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, props: BootBundleProps) {
    super(scope, id);
    this.bucket = new S3Bucket(this, "bucket", {
      bucket: bucketName(props, "boot"),
    });
    // S3's own key, on purpose: the bundle is no secret, its hash is checked at every boot, and a key of the project's
    // would have to be opened to every VM, on which developers are root.
    const closed = closeBucket(this, this.bucket, { policy: tlsOnlyBucket(this.bucket.arn) });
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
      dependsOn: [closed.publicAccess],
    });
    const current = new S3Object(this, "current", {
      bucket: this.bucket.bucket,
      key: CURRENT_BUNDLE_KEY,
      content: currentBundle(bundle),
      contentType: "application/json",
      // Named only once it can be fetched.
      dependsOn: [zip],
    });
    for (const object of [zip, current]) {
      waive(
        object,
        "object-own-key",
        "Scripts without a secret, which every VM reads before it has any other right.",
      );
    }
    waive(
      this.bucket,
      "bucket-own-key",
      "Boot scripts without a secret: a key of its own would need a right to decrypt in every VM, and guard nothing.",
    );
    waive(
      this.bucket,
      "bucket-access-logged",
      "Every VM reads it at every start, and nothing but boot scripts is there; who changes it is in the account's trail.",
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
