import type { Deployment } from "../../../core/aws/deployment";
import type { PolicyDocument, Statement } from "../../../core/policies/document";
import { fileSystemPolicy } from "../../../core/policies/file-system";
import { breakGlassMachinePolicy, breakGlassPolicy } from "../../../core/policies/people/break-glass";
import { developerPolicy } from "../../../core/policies/people/developer";
import { operatorPolicy } from "../../../core/policies/people/operator";
import { readOnlyPolicy } from "../../../core/policies/people/read-only";
import { vmBoundary } from "../../../core/policies/vm/boundary";
import { vmPolicy } from "../../../core/policies/vm/vm";
import { TAG } from "../../../core/vm/tags";
import { jiraWebhookPolicy } from "../../../functions/jira-webhook/policy";
import { lifecyclePolicy } from "../../../functions/lifecycle/policy";
import { provisionPolicy } from "../../../functions/provision/policy";
import { startStopPolicy } from "../../../functions/start-stop/policy";
import { vmEventsPolicy } from "../../../functions/vm-events/policy";

const deployment: Deployment = {
  partition: "aws",
  region: "us-east-1",
  account: "123456789012",
  project: "dev-vm",
};
const fileSystemArn = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1";
const sessions = {
  logGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:/dev-vm/sessions",
  keyArn: "arn:aws:kms:us-east-1:123456789012:key/audit",
};
const vm = {
  deployment,
  bootBucketArn: "arn:aws:s3:::dev-vm-boot-123456789012-us-east-1",
  fileSystemArn,
  sessions,
};
const keyArn = "arn:aws:kms:us-east-1:123456789012:key/platform";
const volumesKeyArn = "arn:aws:kms:us-east-1:123456789012:key/volumes";
const boundaryArn = "arn:aws:iam::123456789012:policy/dev-vm-vm-boundary";
const policies: Record<string, PolicyDocument> = {
  vm: vmPolicy(vm),
  boundary: vmBoundary(deployment),
  developer: developerPolicy(deployment),
  operator: operatorPolicy(deployment),
  "read-only": readOnlyPolicy(deployment),
  "break-glass": breakGlassPolicy(deployment),
  "break-glass machine": breakGlassMachinePolicy(deployment),
  "start-stop": startStopPolicy({ deployment, volumesKeyArn, instanceTypes: ["t3.large", "m5.xlarge"] }),
  "jira-webhook": jiraWebhookPolicy({ deployment, secretArn: "arn:secret", queueArn: "arn:queue", keyArn }),
  "vm-events": vmEventsPolicy({ deployment, tableArn: "arn:table", secretArn: "arn:secret", keyArn }),
  lifecycle: lifecyclePolicy({
    deployment,
    tableArn: "arn:table",
    topicArn: "arn:topic",
    keyArn,
    tickets: { secretArn: "arn:secret", queueArn: "arn:queue" },
  }),
  provision: provisionPolicy({
    deployment,
    secretArn: "arn:secret",
    queueArn: "arn:queue",
    tableArn: "arn:table",
    fileSystemArn,
    vmPolicyArn: "arn:aws:iam::123456789012:policy/dev-vm-vm",
    boundaryArn,
    keyArn,
    volumesKeyArn,
  }),
};

/** Actions of EC2 and Systems Manager that support no resource but `*`. */
const NEEDS_STAR =
  /^(ec2:Describe|ec2messages:|ssmmessages:|logs:DescribeLogGroups$|ssm:(ListInstanceAssociations|UpdateInstanceInformation|DescribeInstanceInformation|DescribeSessions|GetConnectionStatus)$)/;
/** List and status actions that support no resource but `*`, or none that distinguishes resources. */
const ONLY_LOOKS =
  /^[a-z0-9]+:(List|Describe|GetMetric|GetDashboard|GetConnectionStatus|StopQuery)|^ssmmessages:/;

const list = (value: string | readonly string[] | undefined) =>
  (Array.isArray(value) ? value : [value]) as string[];
const names = Object.keys(policies);
const statements = (name: string) => policies[name]?.Statement ?? [];

describe.each(names)("the policy of %s", (name) => {
  test("names every action in full", () => {
    for (const { Action } of statements(name))
      for (const action of list(Action)) expect(action).not.toContain("*");
  });

  test("allows all resources only for actions that support no other", () => {
    const wide = statements(name).filter(({ Resource }) => list(Resource).includes("*"));
    for (const { Action } of wide)
      for (const action of list(Action))
        expect(action).toMatch(name === "read-only" || name === "operator" ? ONLY_LOOKS : NEEDS_STAR);
  });

  test("has unique Sids of letters and digits only", () => {
    const ids = statements(name).map(({ Sid }) => Sid);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9]+$/);
  });

  test("is within IAM's size limit", () => {
    // Managed policies have 6,144 characters at most, a role's inline policies 10,240 together; white space does not
    // count.
    expect(JSON.stringify(policies[name]).length).toBeLessThan(name === "provision" ? 10_240 : 6_144);
  });
});

test("a VM may tag only VMs of its own client and developer, and only with its own tags", () => {
  const tagging = statements("vm").find(({ Sid }) => Sid === "TagOwnVms");
  expect(tagging?.Condition).toEqual({
    StringEquals: {
      "aws:ResourceTag/ManagedBy": "dev-vm",
      "aws:ResourceTag/ClientName": "${aws:PrincipalTag/ClientName}",
      "aws:ResourceTag/DeveloperName": "${aws:PrincipalTag/DeveloperName}",
    },
    "ForAllValues:StringEquals": { "aws:TagKeys": ["DevVmState", "StoppedAt", "KeepUntil"] },
  });
});

test("only lifecycle can set the tags by which provision removes a VM", () => {
  const marks: readonly string[] = [TAG.dormancyTold, TAG.orphanedSince];
  const ofNew = (statement: Statement) => statement.Condition?.["StringEquals"]?.["ec2:CreateAction"];
  const setters = names.filter((name) =>
    statements(name)
      .filter(({ Action }) => list(Action).includes("ec2:CreateTags"))
      .filter((statement) => !ofNew(statement))
      .some(({ Condition }) => {
        const keys = Condition?.["ForAllValues:StringEquals"]?.["aws:TagKeys"];
        return keys === undefined || list(keys).some((key) => marks.includes(key));
      }),
  );
  expect(setters).toEqual(["lifecycle"]);
});

test("the boundary of VMs allows everything that a VM's policy allows", () => {
  for (const { Resource, ...statement } of statements("vm")) {
    const bounding = statements("boundary").filter(({ Sid }) => Sid === statement.Sid);
    expect(bounding).toMatchObject([statement]);
    const globs = list(bounding[0]?.Resource).map((glob) => glob.replaceAll("*", ".*"));
    for (const resource of list(Resource))
      expect(globs.filter((glob) => new RegExp(`^${glob}$`).test(resource))).not.toEqual([]);
  }
});

test("provision can create roles only with the boundary, attach one policy, and pass roles only to EC2", () => {
  const by = (sid: string) => statements("provision").find(({ Sid }) => Sid === sid);
  const roles = "arn:aws:iam::123456789012:role/dev-vm/*";
  expect(by("CreateBoundedRoles")).toMatchObject({
    Resource: roles,
    Condition: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
  });
  expect(by("AttachVmPolicyOnly")).toMatchObject({
    Resource: roles,
    Condition: { ArnEquals: { "iam:PolicyARN": "arn:aws:iam::123456789012:policy/dev-vm-vm" } },
  });
  expect(by("PassToEc2Only")).toMatchObject({
    Resource: roles,
    Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
  });
});

test("the file system can be mounted only over TLS, through a role's own access point, and as root by one role", () => {
  const breakGlassRole = "arn:aws:iam::123456789012:role/dev-vm-break-glass";
  const { Statement } = fileSystemPolicy(fileSystemArn, breakGlassRole);
  expect(Statement.filter(({ Effect }) => Effect === "Allow")).toEqual([]);
  const denied = Statement.filter(({ Effect }) => Effect === "Deny");
  expect(denied.map(({ Condition }) => Condition)).toEqual([
    {
      StringNotEquals: { "elasticfilesystem:AccessPointArn": "${aws:PrincipalTag/HomeAccessPoint}" },
      ArnNotEquals: { "aws:PrincipalArn": breakGlassRole },
    },
    { Bool: { "aws:SecureTransport": "false" } },
  ]);
});

test.each([
  ["start-stop", "it starts"],
  ["provision", "it launches"],
])("%s may give the volumes of the VMs that %s their key, and to nothing but AWS's own resources", (name) => {
  expect(statements(name).filter(({ Action }) => list(Action).includes("kms:CreateGrant"))).toMatchObject([
    {
      Resource: volumesKeyArn,
      Condition: {
        Bool: { "kms:GrantIsForAWSResource": "true" },
        StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" },
      },
    },
  ]);
});

test.each([
  ["jira-webhook", ["secretsmanager", "sqs"]],
  ["vm-events", ["dynamodb", "secretsmanager"]],
  ["provision", ["dynamodb", "secretsmanager", "sqs"]],
])("%s uses the platform's key only through %j", (name, services) => {
  const using = statements(name).filter(({ Resource }) => Resource === keyArn);
  expect(using).toMatchObject([
    {
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Condition: {
        StringEquals: { "kms:ViaService": services.map((service) => `${service}.us-east-1.amazonaws.com`) },
      },
    },
  ]);
});

test.each([
  ["vm", sessions.keyArn],
  ["boundary", "arn:aws:kms:us-east-1:123456789012:key/*"],
])(
  "%s has a right on keys only to decrypt the channels of sessions: EFS and EBS use theirs by grants",
  (name, keys) => {
    const ofKeys = statements(name).filter(({ Action }) => JSON.stringify(Action).includes("kms:"));
    expect(ofKeys).toEqual([
      {
        Sid: "DecryptSessions",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: keys,
        Condition: { StringLike: { "kms:EncryptionContext:aws:ssm:TargetId": "i-*" } },
      },
    ]);
  },
);

describe("the permissions of start-stop on a VM", () => {
  const conditions = (action: string) =>
    statements("start-stop")
      .filter(({ Action }) => list(Action).includes(action))
      .map(({ Condition }) => Condition ?? {});

  test("apply only to the project's own VMs", () => {
    for (const action of [
      "StartInstances",
      "StopInstances",
      "ModifyInstanceAttribute",
      "CreateTags",
      "DeleteTags",
    ]) {
      const [condition, ...more] = conditions(`ec2:${action}`);
      expect(condition?.["StringEquals"]).toMatchObject({ "aws:ResourceTag/ManagedBy": "dev-vm" });
      expect(more).toEqual([]);
    }
  });

  test("allow changing only its type, to one of the policy's types", () => {
    expect(conditions("ec2:ModifyInstanceAttribute")[0]?.["StringEquals"]).toMatchObject({
      "ec2:Attribute/InstanceType": ["t3.large", "m5.xlarge"],
    });
  });

  test.each([
    ["CreateTags", ["WarnedFor", "ScheduleProblem"]],
    ["DeleteTags", ["KeepUntil", "PausedUntil", "ScheduleProblem"]],
  ])("%s touches these tags, and never all at once", (action, keys) => {
    expect(conditions(`ec2:${action}`)[0]).toMatchObject({
      "ForAllValues:StringEquals": { "aws:TagKeys": keys },
      Null: { "aws:TagKeys": "false" },
    });
  });

  test("allow running only one command on it", () => {
    const documents = statements("start-stop")
      .filter(({ Action }) => Action === "ssm:SendCommand")
      .flatMap(({ Resource }) => list(Resource))
      .filter((resource) => resource.includes(":document/"));
    expect(documents).toEqual(["arn:aws:ssm:us-east-1:123456789012:document/dev-vm-warn"]);
  });
});
