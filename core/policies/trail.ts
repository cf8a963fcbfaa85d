import { arn, type Deployment } from "../aws/deployment";
import { tlsOnlyBucket } from "./bucket";
import { type PolicyDocument, policy } from "./document";

/** The project's trail. */
export function trailArn(deployment: Deployment): string {
  return arn(deployment, "cloudtrail", `trail/${deployment.project}`);
}

/** The bucket of the trail: CloudTrail writes there, only for this trail; requests without TLS are denied. */
export function trailBucketPolicy(deployment: Deployment, bucketArn: string): PolicyDocument {
  const cloudTrail = { Service: "cloudtrail.amazonaws.com" };
  const thisTrail = { "aws:SourceArn": trailArn(deployment) };
  return policy(
    ...tlsOnlyBucket(bucketArn).Statement,
    {
      Sid: "CloudTrailReadsAcl",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "s3:GetBucketAcl",
      Resource: bucketArn,
      Condition: { StringEquals: thisTrail },
    },
    {
      Sid: "CloudTrailWrites",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "s3:PutObject",
      Resource: `${bucketArn}/AWSLogs/${deployment.account}/*`,
      // CloudTrail sends this ACL, the only one that a bucket without ACLs accepts.
      Condition: { StringEquals: { ...thisTrail, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
  );
}

/** CloudTrail's role: it writes into the trail's log group. */
export function trailLogPolicy(logGroupArn: string): PolicyDocument {
  return policy({
    Sid: "WriteTrail",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:log-stream:*`,
  });
}

/** The bucket of the trail bucket's own access log: S3 writes there, only for that bucket. */
export function accessLogBucketPolicy(
  deployment: Deployment,
  bucketArn: string,
  sourceArn: string,
): PolicyDocument {
  return policy(...tlsOnlyBucket(bucketArn).Statement, {
    Sid: "S3WritesAccessLogs",
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn}/*`,
    Condition: {
      ArnEquals: { "aws:SourceArn": sourceArn },
      StringEquals: { "aws:SourceAccount": deployment.account },
    },
  });
}
