import { launchByOthersPattern } from "../../../core/audit/launch-pattern";
import { trailAlarms } from "../../../core/audit/trail-alarms";
import { matchesFilter } from "../../support/filter-pattern";

const deployment = { partition: "aws", region: "us-east-1", account: "123456789012", project: "dev-vm" };
const alarms = trailAlarms({
  deployment,
  trailBucket: "dev-vm-trail",
  trailLogGroup: "/aws/cloudtrail/dev-vm",
});
const by = (userName: string) => ({
  userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { userName } } },
});
const user = { userIdentity: { type: "IAMUser", userName: "eve" } };
const change = (eventSource: string, eventName: string, who: object, requestParameters: object = {}) => ({
  eventSource: `${eventSource}.amazonaws.com`,
  eventName,
  readOnly: false,
  requestParameters,
  ...who,
});
const role = "arn:aws:iam::123456789012:role/dev-vm-break-glass";

const raised = (event: object) =>
  alarms.filter(({ pattern }) => matchesFilter(pattern, event)).map(({ name }) => name);

test.each<[string, object, string[]]>([
  ["root signs in", { eventType: "AwsConsoleSignIn", userIdentity: { type: "Root" } }, ["root-used"]],
  [
    "AWS acts in root's name",
    { eventName: "X", eventType: "AwsServiceEvent", userIdentity: { type: "Root" } },
    [],
  ],
  ["a user changes a role", change("iam", "PutRolePolicy", by("admin")), ["iam-changed"]],
  ["a user changes a role", change("iam", "PutRolePolicy", user), ["iam-changed"]],
  ["the pipeline changes a role", change("iam", "PutRolePolicy", by("dev-vm-deploy")), []],
  ["provision makes a role", change("iam", "CreateRole", by("dev-vm-provision")), []],
  [
    "another of our functions makes one",
    change("iam", "CreateRole", by("dev-vm-start-stop")),
    ["iam-changed"],
  ],
  ["a user reads a role", { ...change("iam", "GetRole", by("admin")), readOnly: true }, []],
  ["a user changes a key's policy", change("kms", "PutKeyPolicy", by("admin")), ["keys-changed"]],
  ["a start creates a grant for a volume", change("kms", "CreateGrant", by("people")), []],
  ["a user stops the trail", change("cloudtrail", "StopLogging", by("admin")), ["audit-changed"]],
  [
    "a user opens the trail's bucket",
    change("s3", "PutBucketPolicy", by("admin"), { bucketName: "dev-vm-trail" }),
    ["audit-changed", "protection-changed"],
  ],
  [
    "the pipeline opens the trail's bucket",
    change("s3", "PutBucketPolicy", by("dev-vm-deploy"), { bucketName: "dev-vm-trail" }),
    ["protection-changed"],
  ],
  [
    "the pipeline lets others mount the homes",
    change("elasticfilesystem", "PutFileSystemPolicy", by("dev-vm-deploy")),
    ["protection-changed"],
  ],
  [
    "a user changes another bucket",
    change("s3", "PutBucketPolicy", by("admin"), { bucketName: "other" }),
    [],
  ],
  [
    "a user deletes the log of sessions",
    change("logs", "DeleteLogGroup", by("admin"), { logGroupName: "/dev-vm/sessions" }),
    ["audit-changed"],
  ],
  [
    "the pipeline is refused a deletion",
    { ...change("elasticfilesystem", "DeleteFileSystem", by("dev-vm-deploy")), errorCode: "AccessDenied" },
    ["deletion-denied"],
  ],
  [
    "a user is refused the deletion of the trail",
    { ...change("cloudtrail", "DeleteTrail", by("admin")), errorCode: "AccessDeniedException" },
    ["audit-changed", "deletion-denied"],
  ],
  [
    "the break-glass machine starts",
    { eventName: "AssumeRole", userIdentity: { type: "AWSService" }, requestParameters: { roleArn: role } },
    ["break-glass-used"],
  ],
  [
    "the break-glass role mounts",
    { eventName: "NewClientConnection", ...by("dev-vm-break-glass") },
    ["break-glass-used"],
  ],
])("when %s, the expected alarms fire", (_what, event, expected) => {
  expect(raised(event)).toEqual(expected);
});

test.each(alarms)("the pattern of $name is within the limit of CloudWatch Logs", ({ pattern }) => {
  // A Terraform token replaces the account; the real id is never longer than twelve digits.
  expect(pattern.length).toBeLessThanOrEqual(1_024);
});

test("launches by all principals but the pipeline, users and root included, are reported, only in our VPC", () => {
  expect(launchByOthersPattern("dev-vm", "vpc-1")).toMatchObject({
    detail: {
      eventName: ["RunInstances"],
      responseElements: { instancesSet: { items: { vpcId: ["vpc-1"] } } },
      userIdentity: {
        sessionContext: {
          sessionIssuer: {
            userName: [
              { "anything-but": expect.arrayContaining(["dev-vm-deploy", "dev-vm-provision"]) },
              { exists: false },
            ],
          },
        },
      },
    },
  });
});
