import { RUN_AS_TAG } from "../../../core/aws/sessions";
import { TAG } from "../../../core/vm/tags";
import type { AccessRequest, Identity } from "../model";
import type { Attempt, AttemptSpec } from "./model";
import type { Scene } from "./scene";

/** What developers, operators and readers must not be able to do with the policies that are deployed for them. */
export function attemptsOfUsers(scene: Scene): Attempt[] {
  return [...ofDeveloper(scene), ...ofOperator(scene), ...ofReader(scene)];
}

function ofDeveloper(scene: Scene): Attempt[] {
  const { vm, other, arn, project } = scene;
  const developer = vm.tags[TAG.developer] ?? "";
  const session = sessionWith(scene, "developer", { [TAG.developer]: developer, [RUN_AS_TAG]: developer });
  const own = { can: "their own", request: { resource: vm.instanceArn } };
  const onVms: [string, string, string][] = [
    ["start another developer's VM", "ec2:StartInstances", other.instanceArn],
    ["stop another developer's VM", "ec2:StopInstances", other.instanceArn],
    ["open a session on another developer's VM", "ssm:StartSession", other.instanceArn],
    ["open a session on an unmanaged machine", "ssm:StartSession", arn("ec2", "instance/i-00000000")],
  ];
  const keep = (resource: string, key: string): AccessRequest => ({
    action: "ec2:CreateTags",
    resource,
    requestTags: { [key]: "2026-06-05T22:00:00Z" },
  });
  const push = { action: "ec2-instance-connect:SendSSHPublicKey", resource: vm.instanceArn };
  const attempts: AttemptSpec[] = [
    ...onVms.map(([cannot, action, resource]) => ({ cannot, request: { action, resource }, but: own })),
    {
      cannot: "keep another developer's VM awake",
      request: keep(other.instanceArn, TAG.keepUntil),
      but: own,
    },
    ...[TAG.developer, TAG.client, TAG.managedBy, TAG.autoSchedule, TAG.homeAccessPoint].map((key) => ({
      cannot: `set the tag ${key} of their own VM`,
      request: keep(vm.instanceArn, key),
      but: { can: "keep it awake", request: keep(vm.instanceArn, TAG.keepUntil) },
    })),
    {
      cannot: "push a key for another login",
      request: push,
      context: { "ec2:osuser": "root" },
      but: { can: "for their own", context: { "ec2:osuser": developer } },
    },
    {
      cannot: "push a key to another developer's VM",
      request: { ...push, resource: other.instanceArn },
      context: { "ec2:osuser": developer },
      but: own,
    },
    ...["AWS-StartSSHSession", "AWS-StartPortForwardingSession", "SSM-SessionManagerRunShell"].map(
      (name) => ({
        cannot: `open a session with ${name}`,
        request: {
          action: "ssm:StartSession",
          resource: `arn:aws:ssm:${scene.deployed.region}::document/${name}`,
        },
        but: {
          can: "with the deployment's own document",
          request: { resource: arn("ssm", `document/${project}-session`) },
        },
      }),
    ),
    {
      cannot: "open an operator's session",
      request: { action: "ssm:StartSession", resource: arn("ssm", `document/${project}-operator-session`) },
      but: { can: "a developer's", request: { resource: arn("ssm", `document/${project}-session`) } },
    },
    { cannot: "terminate their own VM", ...on("ec2:TerminateInstances", vm.instanceArn) },
    { cannot: "launch", ...on("ec2:RunInstances", arn("ec2", "instance/new"), true) },
    { cannot: "share a snapshot of the VM", ...on("ec2:CreateSnapshot", vm.volumeArn) },
    { cannot: "mount a home without a VM", ...on("elasticfilesystem:ClientMount", scene.fileSystem) },
    { cannot: "read Jira's API token", ...on("secretsmanager:GetSecretValue", scene.apiSecret) },
    { cannot: "run commands on the VM", ...on("ssm:SendCommand", vm.instanceArn) },
  ];
  return attempts.map((attempt) => ({ who: "a developer", session, ...attempt }));
}

function ofOperator(scene: Scene): Attempt[] {
  const { vm, iam, project, arn, table, queue } = scene;
  const session = sessionWith(scene, "operator", {});
  const unmanaged = arn("ec2", "instance/i-00000000");
  const attempts: AttemptSpec[] = [
    {
      cannot: "stop an unmanaged machine",
      ...on("ec2:StopInstances", unmanaged),
      but: { can: "a VM", request: { resource: vm.instanceArn } },
    },
    {
      cannot: "read tickets",
      ...on("sqs:ReceiveMessage", queue("tickets")),
      but: {
        can: "read those in the dead-letter queue",
        request: { resource: queue("tickets-dead-letters") },
      },
    },
    { cannot: "terminate a VM", ...on("ec2:TerminateInstances", vm.instanceArn) },
    { cannot: "give a VM to another developer", request: forge(vm.instanceArn) },
    { cannot: "write records", ...on("dynamodb:PutItem", table) },
    { cannot: "read Jira's API token", ...on("secretsmanager:GetSecretValue", scene.apiSecret) },
    { cannot: "make a role", ...on("iam:CreateRole", iam(`role/${project}/x`), true) },
    { cannot: "pass a role", ...on("iam:PassRole", iam(`role/${project}-provision`)) },
    { cannot: "delete a key", ...on("kms:ScheduleKeyDeletion", scene.key) },
    { cannot: "mount the homes", ...on("elasticfilesystem:ClientMount", scene.fileSystem) },
  ];
  return attempts.map((attempt) => ({ who: "an operator", session, ...attempt }));
}

function ofReader(scene: Scene): Attempt[] {
  const { vm, table, queue, arn, project } = scene;
  const session = sessionWith(scene, "read-only", {});
  const see = { can: "see VMs", request: { action: "ec2:DescribeInstances", resource: "*" } };
  const attempts: readonly (readonly [string, string, string])[] = [
    ["start a VM", "ec2:StartInstances", vm.instanceArn],
    ["open a session", "ssm:StartSession", vm.instanceArn],
    ["read what was typed", "logs:GetLogEvents", arn("logs", `log-group:/${project}/sessions:log-stream:x`)],
    ["read records", "dynamodb:GetItem", table],
    ["read tickets", "sqs:ReceiveMessage", queue("tickets")],
    ["read a secret", "secretsmanager:GetSecretValue", scene.apiSecret],
  ];
  return attempts.map(([cannot, action, resource]) => ({
    who: "a reader",
    session,
    cannot,
    request: { action, resource },
    but: see,
  }));
}

function on(action: string, resource: string, made = false): { readonly request: AccessRequest } {
  return { request: { action, resource, ...(made ? { made } : {}) } };
}

function forge(resource: string): AccessRequest {
  return { action: "ec2:CreateTags", resource, requestTags: { [TAG.developer]: "mallory" } };
}

/** The session of a user of IAM Identity Center with that policy and these attributes. */
function sessionWith({ deployed, project, iam }: Scene, kind: string, tags: Record<string, string>) {
  const name = `AWSReservedSSO_${kind}_0123456789abcdef`;
  const policy = deployed.policy(`${project}-${kind}`);
  const identity: Identity = {
    arn: iam(`role/aws-reserved/sso.amazonaws.com/${name}`),
    name,
    path: "/aws-reserved/sso.amazonaws.com/",
    tags,
    policies: policy ? [policy] : [],
  };
  const principal = `arn:aws:sts::${deployed.accountId}:assumed-role/${name}/person`;
  return { principal, identity, region: deployed.region };
}
