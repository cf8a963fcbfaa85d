import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { Construct } from "constructs";
import { bucketName, trailLogGroup } from "../../../core/aws/agreed-names";
import type { Deployment } from "../../../core/aws/deployment";
import type { AuditConfig } from "../../../core/config/sections/audit";
import { serviceBoundaryArn } from "../../../core/policies/service-boundary";
import { accessLogBucketPolicy, trailBucketPolicy, trailLogPolicy } from "../../../core/policies/trail";
import { serviceTrust } from "../../../core/policies/trust";
import { policyJson } from "../../parts/policy-json";
import { waive } from "../../parts/waive";
import { LogBucket } from "./log-bucket";

export interface TrailProps {
  readonly deployment: Deployment;
  readonly audit: AuditConfig;
  readonly key: KmsKey;
}

/**
 * Records who did what in the account, in all Regions: in a bucket whose files are locked and whose completeness can be
 * verified, and in a log group for alarms.
 */
export class Trail extends Construct {
  readonly bucket: LogBucket;
  readonly logGroup: CloudwatchLogGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TrailProps,
  ) {
    super(scope, id);
    const { deployment, key, audit } = props;
    this.bucket = new LogBucket(this, "bucket", {
      name: bucketName(deployment, "trail"),
      policy: (bucketArn) => trailBucketPolicy(deployment, bucketArn),
      key,
      lock: { mode: audit.lockMode, days: audit.lockDays },
    });
    this.logAccess();
    this.logGroup = new CloudwatchLogGroup(this, "log", {
      name: trailLogGroup(deployment.project),
      retentionInDays: audit.logDays,
      kmsKeyId: key.arn,
    });
    const { role, permissions } = this.logRole();
    const trail = new Cloudtrail(this, "trail", {
      name: deployment.project,
      s3BucketName: this.bucket.bucket.bucket,
      kmsKeyId: key.arn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      cloudWatchLogsGroupArn: `${this.logGroup.arn}:*`,
      cloudWatchLogsRoleArn: role.arn,
      // Without selectors, all management events are logged, including reads such as getting a secret. The deploy role
      // creates the trail, and must not be able to exclude events.
      lifecycle: { preventDestroy: true },
      dependsOn: [this.bucket.policy, permissions],
    });
    waive(trail, "trail-announced", "Alarms watch the trail's log group; single files need no notification.");
  }

  /** Records who read the trail's files. */
  private logAccess(): void {
    const { deployment } = this.props;
    const trailArn = this.bucket.bucket.arn;
    const log = new LogBucket(this, "access-log", {
      name: bucketName(deployment, "trail-access"),
      policy: (bucketArn) => accessLogBucketPolicy(deployment, bucketArn, trailArn),
    });
    waive(log.bucket, "bucket-own-key", "S3 can write access logs under its own key only.");
    new S3BucketLoggingA(this, "access-logging", {
      bucket: this.bucket.bucket.bucket,
      targetBucket: log.bucket.bucket,
      targetPrefix: "trail/",
      dependsOn: [log.policy],
    });
  }

  private logRole() {
    const name = `${this.props.deployment.project}-trail`;
    const role = new IamRole(this, "log-role", {
      name,
      description: "CloudTrail writes the trail to its log group",
      assumeRolePolicy: policyJson(serviceTrust("cloudtrail.amazonaws.com")),
      permissionsBoundary: serviceBoundaryArn(this.props.deployment),
    });
    waive(
      role,
      "role-not-for-others",
      "CloudTrail sends no trail ARN when it assumes the role; only the pipeline may pass it to a trail.",
    );
    const permissions = new IamRolePolicy(this, "log-permissions", {
      name,
      role: role.name,
      policy: policyJson(trailLogPolicy(this.logGroup.arn)),
    });
    return { role, permissions };
  }
}
