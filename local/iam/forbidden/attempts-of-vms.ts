import { TAG } from "../../../core/vm/tags";
import type { AccessRequest } from "../model";
import { type Attempt, type AttemptSpec, EVERYTHING } from "./model";
import type { Scene } from "./scene";

/** What a VM's role, and so every user of the VM, must not be able to do. */
export function attemptsOfVms(scene: Scene): Attempt[] {
  return [...homes(scene), ...machines(scene), ...data(scene), ...widened(scene)].map((attempt) => ({
    who: "a VM",
    session: scene.sessionOf(scene.vm),
    ...attempt,
  }));
}

function homes({ fileSystem, vm, other }: Scene): AttemptSpec[] {
  const through = (home: string | undefined, tls = true): AccessRequest["context"] => ({
    "aws:SecureTransport": String(tls),
    ...(home ? { "elasticfilesystem:AccessPointArn": home } : {}),
  });
  const mount = { action: "elasticfilesystem:ClientMount", resource: fileSystem };
  const own = { can: "mount its own", request: { context: through(vm.home) } };
  return [
    {
      cannot: "mount another developer's home",
      request: { ...mount, context: through(other.home) },
      but: own,
    },
    { cannot: "mount the root of the homes", request: { ...mount, context: through(undefined) }, but: own },
    {
      cannot: "mount its own home without TLS",
      request: { ...mount, context: through(vm.home, false) },
      but: own,
    },
    {
      cannot: "write to another developer's home",
      request: { ...mount, action: "elasticfilesystem:ClientWrite", context: through(other.home) },
      but: { can: "write to its own", request: { context: through(vm.home) } },
    },
    {
      cannot: "be root on its own home",
      request: { ...mount, action: "elasticfilesystem:ClientRootAccess", context: through(vm.home) },
    },
    {
      cannot: "be root on the root of the homes",
      request: { ...mount, action: "elasticfilesystem:ClientRootAccess", context: through(undefined) },
    },
    {
      cannot: "make an access point of its own choice",
      request: { action: "elasticfilesystem:CreateAccessPoint", resource: fileSystem },
    },
    {
      cannot: "change who may mount",
      request: { action: "elasticfilesystem:PutFileSystemPolicy", resource: fileSystem },
    },
    {
      cannot: "delete the file system",
      request: { action: "elasticfilesystem:DeleteFileSystem", resource: fileSystem },
    },
  ];
}

function machines({ vm, other, arn }: Scene): AttemptSpec[] {
  const tag = (resource: string, requestTags: Record<string, string>): AccessRequest => ({
    action: "ec2:CreateTags",
    resource,
    requestTags,
  });
  const state = { [TAG.state]: "ready" };
  const stateOnly = { can: "report its own state", request: { requestTags: state } };
  return [
    {
      cannot: "tag another developer's VM",
      request: tag(other.instanceArn, state),
      but: { can: "tag its own", request: { resource: vm.instanceArn } },
    },
    {
      cannot: "extend another developer's VM, as devvm-extend does its own",
      request: tag(other.instanceArn, { [TAG.keepUntil]: "2026-03-02T20:00:00Z" }),
      but: { can: "extend its own", request: { resource: vm.instanceArn } },
    },
    {
      cannot: "tag a VM that the deployment does not manage",
      request: tag(arn("ec2", "instance/i-00000000"), state),
      but: { can: "tag its own", request: { resource: vm.instanceArn } },
    },
    ...[
      TAG.developer,
      TAG.client,
      TAG.managedBy,
      TAG.homeAccessPoint,
      TAG.homeFileSystem,
      TAG.schedule,
      TAG.autoSchedule,
      TAG.login,
      TAG.uid,
      TAG.costCenter,
    ].map((key) => ({
      cannot: `change its own tag ${key}`,
      request: tag(vm.instanceArn, { [key]: "forged" }),
      but: stateOnly,
    })),
    {
      cannot: "change DeveloperName along with its state",
      request: tag(vm.instanceArn, { ...state, [TAG.developer]: "forged" }),
      but: stateOnly,
    },
    { cannot: "tag its own volume", request: tag(vm.volumeArn, state) },
    {
      cannot: "remove its tags",
      request: { action: "ec2:DeleteTags", resource: vm.instanceArn, tagKeys: [TAG.managedBy] },
    },
    ...[vm, other].flatMap(({ instanceArn }) =>
      ["StartInstances", "StopInstances", "TerminateInstances"].map((name) => ({
        cannot: `${name} ${instanceArn === vm.instanceArn ? "of itself" : "of another developer's VM"}`,
        request: { action: `ec2:${name}`, resource: instanceArn },
      })),
    ),
    {
      cannot: "change its own role's profile",
      request: { action: "ec2:AssociateIamInstanceProfile", resource: vm.instanceArn },
    },
    {
      cannot: "read another VM's user data",
      request: { action: "ec2:DescribeInstanceAttribute", resource: other.instanceArn },
    },
    {
      cannot: "run a command on another developer's VM",
      request: { action: "ssm:SendCommand", resource: other.instanceArn },
    },
    {
      cannot: "open a session to another developer's VM",
      request: { action: "ssm:StartSession", resource: other.instanceArn },
    },
    {
      cannot: "assume another VM's role",
      request: { action: "sts:AssumeRole", resource: other.role.arn },
    },
  ];
}

function data({
  project,
  webhookSecret,
  apiSecret,
  bootBucket,
  table,
  queue,
  arn,
  fn,
}: Scene): AttemptSpec[] {
  const read = (resource: string): AccessRequest => ({ action: "s3:GetObject", resource });
  const bundle = { can: "read the boot bundle", request: read(`${bootBucket}/boot/current.json`) };
  return [
    {
      cannot: "read Jira's API token",
      request: { action: "secretsmanager:GetSecretValue", resource: apiSecret },
    },
    {
      cannot: "read the webhook's secret",
      request: { action: "secretsmanager:GetSecretValue", resource: webhookSecret },
    },
    {
      cannot: "read the schedules' parameters",
      request: { action: "ssm:GetParameter", resource: arn("ssm", `parameter/${project}/schedules/office`) },
    },
    {
      cannot: "read any other parameter",
      request: { action: "ssm:GetParameter", resource: arn("ssm", "parameter/another/deployment") },
    },
    {
      cannot: "read another object of the boot bundle bucket",
      request: read(`${bootBucket}/other/object`),
      but: bundle,
    },
    {
      cannot: "read Terraform's state",
      request: read(`arn:aws:s3:::${project}-state/${project}/platform.tfstate`),
      but: bundle,
    },
    {
      cannot: "read the audit's bucket",
      request: read(`arn:aws:s3:::${project}-audit-123456789012/AWSLogs/trail.json.gz`),
      but: bundle,
    },
    {
      cannot: "replace the boot bundle",
      request: { action: "s3:PutObject", resource: `${bootBucket}/boot/current.json` },
      but: { can: "read it", request: { action: "s3:GetObject" } },
    },
    {
      cannot: "read the boot bundle without TLS",
      request: read(`${bootBucket}/boot/current.json`),
      context: { "aws:SecureTransport": "false" },
      but: { can: "over TLS", context: { "aws:SecureTransport": "true" } },
    },
    {
      cannot: "read the table",
      request: { action: "dynamodb:GetItem", resource: table },
    },
    { cannot: "request a VM", request: { action: "sqs:SendMessage", resource: queue("tickets") } },
    { cannot: "read tickets", request: { action: "sqs:ReceiveMessage", resource: queue("tickets") } },
    {
      cannot: "invoke the function that makes VMs",
      request: { action: "lambda:InvokeFunction", resource: fn("provision") },
    },
  ];
}

/** What the boundary still refuses when a policy that allows everything is attached. */
function widened({ vm, other, fileSystem, apiSecret, iam, project, arn }: Scene): AttemptSpec[] {
  const attempts: AttemptSpec[] = [
    {
      cannot: "make a user",
      request: { action: "iam:CreateUser", resource: iam("user/mallory"), made: true },
    },
    {
      cannot: "make a role",
      request: { action: "iam:CreateRole", resource: iam(`role/${project}/x`), made: true },
    },
    {
      cannot: "remove its own boundary",
      request: { action: "iam:DeleteRolePermissionsBoundary", resource: vm.role.arn },
    },
    {
      cannot: "change its own tags",
      request: { action: "iam:TagRole", resource: vm.role.arn, requestTags: { HomeAccessPoint: other.home } },
    },
    {
      cannot: "mount another developer's home",
      request: {
        action: "elasticfilesystem:ClientMount",
        resource: fileSystem,
        context: { "elasticfilesystem:AccessPointArn": other.home },
      },
      but: {
        can: "mount its own",
        request: { context: { "elasticfilesystem:AccessPointArn": vm.home } },
      },
    },
    {
      cannot: "be root on its own home",
      request: {
        action: "elasticfilesystem:ClientRootAccess",
        resource: fileSystem,
        context: { "elasticfilesystem:AccessPointArn": vm.home },
      },
    },
    {
      cannot: "terminate another developer's VM",
      request: { action: "ec2:TerminateInstances", resource: other.instanceArn },
    },
    {
      cannot: "read Jira's API token",
      request: { action: "secretsmanager:GetSecretValue", resource: apiSecret },
    },
    {
      cannot: "read another developer's secret",
      request: {
        action: "secretsmanager:GetSecretValue",
        resource: arn("secretsmanager", `secret:${project}/vm/other/other-abcdef`),
      },
      context: {
        [`aws:ResourceTag/${TAG.client}`]: other.tags[TAG.client] ?? "",
        [`aws:ResourceTag/${TAG.developer}`]: other.tags[TAG.developer] ?? "",
      },
      but: {
        can: "read its own",
        context: {
          [`aws:ResourceTag/${TAG.client}`]: vm.tags[TAG.client] ?? "",
          [`aws:ResourceTag/${TAG.developer}`]: vm.tags[TAG.developer] ?? "",
        },
      },
    },
    {
      cannot: "read another bucket",
      request: { action: "s3:GetObject", resource: "arn:aws:s3:::another-bucket/object" },
    },
    {
      cannot: "assume the deploy role",
      request: { action: "sts:AssumeRole", resource: iam(`role/${project}-start-stop`) },
    },
  ];
  return attempts.map((attempt) => ({
    ...attempt,
    cannot: `${attempt.cannot}, even when given every right`,
    given: [EVERYTHING],
  }));
}
