/** S3 operations whose permission has another name, or that need several permissions. */
const S3: Readonly<Record<string, readonly string[]>> = {
  CopyObject: ["GetObject", "PutObject"],
  DeleteBucketEncryption: ["PutEncryptionConfiguration"],
  DeleteBucketLifecycle: ["PutLifecycleConfiguration"],
  DeleteBucketOwnershipControls: ["PutBucketOwnershipControls"],
  DeleteBucketTagging: ["PutBucketTagging"],
  DeleteObjects: ["DeleteObject"],
  DeletePublicAccessBlock: ["PutBucketPublicAccessBlock"],
  GetBucketAccelerateConfiguration: ["GetAccelerateConfiguration"],
  GetBucketCors: ["GetBucketCORS"],
  GetBucketEncryption: ["GetEncryptionConfiguration"],
  GetBucketLifecycle: ["GetLifecycleConfiguration"],
  GetBucketLifecycleConfiguration: ["GetLifecycleConfiguration"],
  GetBucketNotificationConfiguration: ["GetBucketNotification"],
  GetBucketReplication: ["GetReplicationConfiguration"],
  GetObjectLockConfiguration: ["GetBucketObjectLockConfiguration"],
  GetPublicAccessBlock: ["GetBucketPublicAccessBlock"],
  HeadBucket: ["ListBucket"],
  HeadObject: ["GetObject"],
  ListObjects: ["ListBucket"],
  ListObjectsV2: ["ListBucket"],
  ListObjectVersions: ["ListBucketVersions"],
  PutBucketEncryption: ["PutEncryptionConfiguration"],
  PutBucketLifecycle: ["PutLifecycleConfiguration"],
  PutBucketLifecycleConfiguration: ["PutLifecycleConfiguration"],
  PutBucketNotificationConfiguration: ["PutBucketNotification"],
  PutBucketReplication: ["PutReplicationConfiguration"],
  PutObjectLockConfiguration: ["PutBucketObjectLockConfiguration"],
  PutPublicAccessBlock: ["PutBucketPublicAccessBlock"],
};

const SERVICES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  s3: S3,
  sqs: {
    ChangeMessageVisibilityBatch: ["ChangeMessageVisibility"],
    DeleteMessageBatch: ["DeleteMessage"],
    SendMessageBatch: ["SendMessage"],
  },
  lambda: { Invoke: ["InvokeFunction"], InvokeAsync: ["InvokeFunction"] },
};

/** Operations on one version of an object have permissions of their own. */
const OF_VERSION = /^(Get|Head|Delete)Object(Tagging)?$/;

/** The actions that IAM checks when this operation is called, without the service prefix. */
export function iamActions(
  service: string,
  operation: string,
  params: Readonly<Record<string, unknown>>,
): readonly string[] {
  const actions = SERVICES[service]?.[operation] ?? [operation];
  if (service === "s3" && params["VersionId"] && OF_VERSION.test(operation))
    return actions.map((action) => action.replace("Object", "ObjectVersion"));
  return actions;
}
