import type { Deployment } from "../../../../core/aws/deployment";
import type { PolicyDocument } from "../../../../core/policies/document";
import { fileSystemPolicy } from "../../../../core/policies/file-system";
import { KEY_NAMES, keyPolicy } from "../../../../core/policies/keys";
import { breakGlassMachinePolicy, breakGlassPolicy } from "../../../../core/policies/people/break-glass";
import { developerPolicy } from "../../../../core/policies/people/developer";
import { operatorPolicy } from "../../../../core/policies/people/operator";
import { readOnlyPolicy } from "../../../../core/policies/people/read-only";
import { vmPolicy } from "../../../../core/policies/vm/vm";
import { accessBy } from "../../../support/access";

const deployment: Deployment = {
  partition: "aws",
  region: "us-east-1",
  account: "123456789012",
  project: "dev-vm",
};
const of = (service: string, resource: string) => `arn:aws:${service}:us-east-1:123456789012:${resource}`;
const auditKeyArn = of("kms", "key/audit");
const volumesKeyArn = of("kms", "key/volumes");
const sessions = { logGroupArn: of("logs", "log-group:/dev-vm/sessions"), keyArn: auditKeyArn };
const fileSystemArn = of("elasticfilesystem", "file-system/fs-1");

const policies = {
  developer: developerPolicy(deployment),
  operator: operatorPolicy(deployment),
  "read-only": readOnlyPolicy(deployment),
  "break-glass": breakGlassPolicy(deployment),
};
type Who = keyof typeof policies;

const USER_ID = "AROAEXAMPLE:john@example.com";
const PERSON = "arn:aws:sts::123456789012:assumed-role/people/john@example.com";
const john = {
  "aws:PrincipalTag/DeveloperName": "john-smith",
  "aws:PrincipalTag/SSMSessionRunAs": "john-smith",
  "aws:userid": USER_ID,
};
const tags = (of: Record<string, string>) =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
const johns = tags({ ManagedBy: "dev-vm", DeveloperName: "john-smith" });
const janes = tags({ ManagedBy: "dev-vm", DeveloperName: "jane-doe" });
const strangers = tags({ ManagedBy: "other", DeveloperName: "john-smith" });
const machine = tags({ BreakGlass: "dev-vm" });
const vm = of("ec2", "instance/i-0123456789abcdef0");
const document = (name: string) => of("ssm", `document/${name}`);
const keys = (...names: string[]) => ({ "aws:TagKeys": names });
const inAccount = { "kms:CallerAccount": "123456789012" };
const atStart = { "kms:GrantIsForAWSResource": "true", "kms:ViaService": "ec2.us-east-1.amazonaws.com" };

type Case = [Who, boolean, string, string, string, Record<string, string | string[]>];
const cases: Case[] = [
  ["developer", true, "starts an own VM", "ec2:StartInstances", vm, johns],
  ["developer", true, "stops an own VM", "ec2:StopInstances", vm, johns],
  ["developer", false, "starts another developer's VM", "ec2:StartInstances", vm, janes],
  ["developer", false, "starts a VM of another deployment", "ec2:StartInstances", vm, strangers],
  ["developer", false, "terminates an own VM", "ec2:TerminateInstances", vm, johns],
  ["developer", false, "launches", "ec2:RunInstances", vm, johns],
  ["developer", true, "keeps an own VM awake", "ec2:CreateTags", vm, { ...johns, ...keys("KeepUntil") }],
  ["developer", true, "ends a pause", "ec2:DeleteTags", vm, { ...johns, ...keys("PausedUntil") }],
  ["developer", false, "opts out of hours", "ec2:CreateTags", vm, { ...johns, ...keys("AutoSchedule") }],
  [
    "developer",
    false,
    "gives a VM away",
    "ec2:CreateTags",
    vm,
    { ...johns, ...keys("KeepUntil", "DeveloperName") },
  ],
  ["developer", false, "takes all tags away", "ec2:DeleteTags", vm, johns],
  [
    "developer",
    true,
    "opens a session on an own VM",
    "ssm:StartSession",
    vm,
    { ...johns, "ssm:SessionDocumentAccessCheck": "true" },
  ],
  ["developer", false, "opens one on another developer's", "ssm:StartSession", vm, janes],
  ["developer", true, "uses the shell", "ssm:StartSession", document("dev-vm-session"), {}],
  ["developer", true, "uses SSH", "ssm:StartSession", document("dev-vm-ssh"), {}],
  ["developer", false, "enters as operator", "ssm:StartSession", document("dev-vm-operator-session"), {}],
  ["developer", false, "uses AWS's shell", "ssm:StartSession", document("SSM-SessionManagerRunShell"), {}],
  [
    "developer",
    true,
    "ends an own session",
    "ssm:TerminateSession",
    of("ssm", "session/john@example.com-0abc"),
    { "ssm:resourceTag/aws:ssmmessages:session-id": USER_ID },
  ],
  [
    "developer",
    false,
    "ends another's session",
    "ssm:TerminateSession",
    of("ssm", "session/jane@example.com-0abc"),
    { "ssm:resourceTag/aws:ssmmessages:session-id": "AROAEXAMPLE:jane@example.com" },
  ],
  ["developer", false, "reads the log of sessions", "logs:GetLogEvents", `${sessions.logGroupArn}:*`, {}],
  [
    "developer",
    true,
    "gives a volume its key at a start",
    "kms:CreateGrant",
    volumesKeyArn,
    { ...inAccount, ...atStart, ...tags({ Name: "dev-vm-volumes" }) },
  ],
  [
    "developer",
    false,
    "gives a volume another key",
    "kms:CreateGrant",
    of("kms", "key/other"),
    { ...inAccount, ...atStart, ...tags({ Name: "other" }) },
  ],
  ["developer", false, "grants the key to anybody", "kms:CreateGrant", volumesKeyArn, inAccount],
  ["operator", true, "starts anybody's VM", "ec2:StartInstances", vm, janes],
  ["operator", false, "starts what is not of the deployment", "ec2:StartInstances", vm, strangers],
  ["operator", false, "terminates", "ec2:TerminateInstances", vm, janes],
  ["operator", true, "opts out of hours", "ec2:CreateTags", vm, { ...janes, ...keys("AutoSchedule") }],
  ["operator", false, "gives a VM away", "ec2:CreateTags", vm, { ...janes, ...keys("DeveloperName") }],
  ["operator", true, "enters as operator", "ssm:StartSession", document("dev-vm-operator-session"), {}],
  ["operator", false, "enters the break-glass machine", "ssm:StartSession", vm, machine],
  ["operator", true, "redrives", "sqs:StartMessageMoveTask", of("sqs", "dev-vm-tickets-dead-letters"), {}],
  ["operator", false, "takes waiting tickets", "sqs:ReceiveMessage", of("sqs", "dev-vm-tickets"), {}],
  [
    "operator",
    true,
    "reads a function's log",
    "logs:GetLogEvents",
    of("logs", "log-group:/aws/lambda/dev-vm-provision:log-stream:1"),
    {},
  ],
  ["operator", false, "deletes homes", "elasticfilesystem:DeleteFileSystem", fileSystemArn, {}],
  ["operator", false, "writes in IAM", "iam:TagRole", "arn:aws:iam::123456789012:role/dev-vm/x", {}],
  [
    "operator",
    false,
    "takes the break-glass role on",
    "iam:PassRole",
    "arn:aws:iam::123456789012:role/dev-vm-break-glass",
    {},
  ],
  ["read-only", true, "sees VMs", "ec2:DescribeInstances", "*", {}],
  ["read-only", false, "starts a VM", "ec2:StartInstances", vm, johns],
  ["read-only", false, "opens a session", "ssm:StartSession", vm, johns],
  ["break-glass", true, "enters its machine", "ssm:StartSession", vm, machine],
  ["break-glass", false, "enters a VM", "ssm:StartSession", vm, janes],
  ["break-glass", false, "terminates a VM", "ec2:TerminateInstances", vm, janes],
  [
    "break-glass",
    false,
    "launches what is not marked",
    "ec2:RunInstances",
    vm,
    { "aws:RequestTag/ManagedBy": "dev-vm" },
  ],
];

test.each(cases)("%s: it is %s that it %s", async (who, allowed, _what, action, resource, context) => {
  const key = KEY_NAMES.find((name) => resource.endsWith(`:key/${name}`));
  const result = await accessBy([policies[who]], {
    principal: PERSON,
    action,
    resource,
    ...(key ? { resourcePolicy: keyPolicy(deployment, key) } : {}),
    context: { ...john, ...context },
  });
  expect(result).toBe(allowed ? "Allowed" : "ImplicitlyDenied");
});

// The simulator does not support ec2:osuser.
test("a developer can push SSH keys only to their own VMs, and only for their own login", () => {
  const push = policies.developer.Statement.filter(({ Action }) =>
    String(Action).includes("SendSSHPublicKey"),
  );
  expect(push.map(({ Condition }) => Condition)).toEqual([
    {
      StringEquals: {
        "aws:ResourceTag/ManagedBy": "dev-vm",
        "aws:ResourceTag/DeveloperName": "${aws:PrincipalTag/DeveloperName}",
        "ec2:osuser": "${aws:PrincipalTag/SSMSessionRunAs}",
      },
    },
  ]);
});

// Nor does it support encryption contexts.
test("users can use the audit key only for the channels of sessions", () => {
  for (const { Statement } of Object.values(policies)) {
    const uses = Statement.filter(({ Condition }) =>
      JSON.stringify(Condition ?? {}).includes("dev-vm-audit"),
    );
    for (const { Action, Condition } of uses) {
      expect(Action).toBe("kms:GenerateDataKey");
      expect(Condition).toEqual({
        Null: { "kms:EncryptionContext:aws:ssm:SessionId": "false" },
        StringEquals: { "aws:ResourceTag/Name": "dev-vm-audit" },
      });
    }
    const ofKeys = Statement.filter(({ Action }) => JSON.stringify(Action).includes("kms:"));
    for (const { Condition } of ofKeys)
      expect(Condition?.["StringEquals"]).toHaveProperty("aws:ResourceTag/Name");
  }
});

test("a caller without a principal tag has no VMs, not even one without a developer", async () => {
  for (const which of [
    johns,
    tags({ ManagedBy: "dev-vm" }),
    tags({ ManagedBy: "dev-vm", DeveloperName: "" }),
  ])
    expect(
      await accessBy([policies.developer], {
        principal: PERSON,
        action: "ec2:StartInstances",
        resource: vm,
        context: { ...which, "aws:userid": USER_ID },
      }),
    ).toBe("ImplicitlyDenied");
});

describe("mounts of homes", () => {
  const breakGlassRole = "arn:aws:iam::123456789012:role/dev-vm-break-glass";
  const resourcePolicy = fileSystemPolicy(fileSystemArn, breakGlassRole);
  const own = of("elasticfilesystem", "access-point/fsap-1");
  const ofDeployment = tags({ ManagedBy: "dev-vm" });
  const mount = (principalArn: string, policy: PolicyDocument, context: Record<string, string>) =>
    accessBy([policy], {
      principal: principalArn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/").concat("/i-1"),
      action: "elasticfilesystem:ClientMount",
      resource: fileSystemArn,
      resourcePolicy,
      context: {
        "aws:PrincipalArn": principalArn,
        "aws:SecureTransport": "true",
        ...ofDeployment,
        ...context,
      },
    });
  const machinePolicy = breakGlassMachinePolicy(deployment);
  const ofVm = vmPolicy({ deployment, bootBucketArn: "arn:aws:s3:::boot", fileSystemArn, sessions });
  const vmRole = "arn:aws:iam::123456789012:role/dev-vm-x";
  const tagged = { "aws:PrincipalTag/HomeAccessPoint": own };
  const through = { "elasticfilesystem:AccessPointArn": own };

  test.each([
    ["the break-glass role mounts the root", breakGlassRole, machinePolicy, {}, "Allowed"],
    [
      "but not without TLS",
      breakGlassRole,
      machinePolicy,
      { "aws:SecureTransport": "false" },
      "ExplicitlyDenied",
    ],
    [
      "nor of another file system",
      breakGlassRole,
      machinePolicy,
      tags({ ManagedBy: "other" }),
      "ImplicitlyDenied",
    ],
    ["a role of nearly its name does not", `${breakGlassRole}-2`, machinePolicy, {}, "ExplicitlyDenied"],
    ["a VM mounts its own home", vmRole, ofVm, { ...tagged, ...through }, "Allowed"],
    ["a VM does not mount the root", vmRole, ofVm, tagged, "ExplicitlyDenied"],
  ])("%s", async (_what, principal, policy, context, expected) => {
    expect(await mount(principal, policy, context as Record<string, string>)).toBe(expected);
  });
});

test.each(Object.entries(policies))(
  "the policy of %s is within the size limit of a managed policy",
  (_who, document) => {
    expect(JSON.stringify(document).length).toBeLessThan(6_144);
  },
);
