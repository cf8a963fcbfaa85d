import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MappedCall } from "../../../local/iam/mapping/call";
import { requestsOf } from "../../../local/iam/mapping/requests-of";
import { fakeDeployed, KEY } from "./fake-deployed";

const recorded = JSON.parse(
  readFileSync(join(__dirname, "../../fixtures/calls/recorded.json"), "utf8"),
) as MappedCall[];

/** The requests of the recorded call of that name, without account, Region and generated ids. */
async function judgedAs(name: string, deployed = fakeDeployed()): Promise<string[]> {
  const call = recorded.find(({ service, action }) => `${service}:${action}` === name);
  if (!call) throw new Error(`no recorded ${name}`);
  const requests = await requestsOf(call, deployed);
  return requests.map(({ action, resource }) => {
    const short = resource.replace(/^arn:aws:[\w-]+:[\w-]*:(123456789012)?:/, "");
    return `${action} ${short.replace(/[0-9a-f]{17,}|(?<=key\/)[\w-]+/g, "…")}`;
  });
}

test.each([
  ["sqs:DeleteMessageBatch", ["sqs:DeleteMessage dev-vm-tickets"]],
  ["sqs:ReceiveMessage", ["sqs:ReceiveMessage dev-vm-tickets"]],
  [
    "elasticfilesystem:CreateAccessPoint",
    [
      "elasticfilesystem:CreateAccessPoint file-system/fs-26105c49",
      "elasticfilesystem:TagResource access-point/new",
    ],
  ],
  [
    "iam:CreateRole",
    [
      "iam:CreateRole role/dev-vm/dev-vm-clienta.sam-okafor",
      "iam:TagRole role/dev-vm/dev-vm-clienta.sam-okafor",
    ],
  ],
  ["iam:AttachRolePolicy", ["iam:AttachRolePolicy role/dev-vm/dev-vm-clienta.sam-okafor"]],
  [
    "iam:AddRoleToInstanceProfile",
    [
      "iam:AddRoleToInstanceProfile instance-profile/dev-vm/dev-vm-clienta.sam-okafor",
      "iam:PassRole role/dev-vm/dev-vm-clienta.sam-okafor",
    ],
  ],
  ["secretsmanager:GetSecretValue", ["secretsmanager:GetSecretValue secret:dev-vm/jira/api-abcdef"]],
  ["dynamodb:BatchGetItem", ["dynamodb:BatchGetItem table/dev-vm"]],
  ["ssm:GetParametersByPath", ["ssm:GetParametersByPath parameter/dev-vm/schedules"]],
  ["ec2:CreateVpc", ["ec2:CreateVpc vpc/new", "ec2:CreateTags vpc/new"]],
  [
    "ec2:AuthorizeSecurityGroupIngress",
    ["ec2:AuthorizeSecurityGroupIngress security-group/sg-…", "ec2:CreateTags security-group-rule/new"],
  ],
  ["rds:ModifyDBParameterGroup", ["rds:ModifyDBParameterGroup pg:dev-vm-mysql-8-0"]],
  ["rds:ListTagsForResource", ["rds:ListTagsForResource subgrp:dev-vm"]],
  ["s3:HeadObject", ["s3:GetObject dev-vm-boot-123456789012-us-east-1/boot/….zip"]],
  ["s3:PutObject", ["s3:PutObject dev-vm-boot-123456789012-us-east-1/boot/….zip"]],
  ["s3:GetBucketEncryption", ["s3:GetEncryptionConfiguration dev-vm-boot-123456789012-us-east-1"]],
  ["apigateway:CreateRoute", ["apigateway:POST /apis/tisqwcwz/routes"]],
  ["apigateway:GetStage", ["apigateway:GET /apis/tisqwcwz/stages/$default"]],
  [
    "lambda:CreateFunction",
    [
      "lambda:CreateFunction function:dev-vm-start-stop",
      "lambda:TagResource function:dev-vm-start-stop",
      "iam:PassRole role/dev-vm-start-stop",
    ],
  ],
  [
    "scheduler:CreateSchedule",
    [
      "scheduler:CreateSchedule schedule/default/dev-vm-start-stop",
      "iam:PassRole role/dev-vm-start-stop-timer",
    ],
  ],
  ["sns:Subscribe", ["sns:Subscribe dev-vm-alarms"]],
  ["events:PutTargets", ["events:PutTargets rule/dev-vm-vm-boot"]],
  ["kms:CreateAlias", ["kms:CreateAlias alias/dev-vm-homes", "kms:CreateAlias key/…"]],
])("%s maps to its resources and the permissions that AWS requires in addition", async (name, expected) => {
  expect(await judgedAs(name)).toEqual(expected);
});

test("the ARN of a public parameter has no account", async () => {
  const [request] = await judgedAs("ssm:GetParameter");
  expect(request).toMatch(/^ssm:GetParameter parameter\/aws\/service\/canonical/);
});

test("a launch is judged by everything it uses and creates, by the role it passes, and by its volumes' key", async () => {
  expect(await judgedAs("ec2:RunInstances")).toEqual([
    "ec2:RunInstances image/ami-…",
    "ec2:RunInstances subnet/subnet-…",
    "ec2:RunInstances security-group/sg-00000001",
    "ec2:RunInstances launch-template/lt-00000001",
    "ec2:RunInstances instance/new",
    "ec2:RunInstances volume/new",
    "ec2:RunInstances network-interface/new",
    "ec2:CreateTags instance/new",
    "ec2:CreateTags volume/new",
    "iam:PassRole role/dev-vm/dev-vm-clienta.sam-okafor",
    "kms:CreateGrant key/…",
    "kms:DescribeKey key/…",
    "kms:Decrypt key/…",
    "kms:GenerateDataKeyWithoutPlaintext key/…",
    "kms:ReEncryptFrom key/…",
    "kms:ReEncryptTo key/…",
  ]);
});

test("a transaction is judged by the operations in it", async () => {
  const actions = (await judgedAs("dynamodb:TransactWriteItems")).map((request) => request.split(" ")[0]);
  expect([...new Set(actions)].sort()).toEqual([
    "dynamodb:ConditionCheckItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
  ]);
});

test.each([
  ["sqs:SendMessage", ["kms:GenerateDataKey", "kms:Decrypt"]],
  ["sqs:ReceiveMessage", ["kms:Decrypt"]],
  ["sqs:DeleteMessageBatch", []],
  ["secretsmanager:GetSecretValue", ["kms:Decrypt"]],
  ["dynamodb:BatchGetItem", ["kms:Decrypt"]],
])("%s on an encrypted resource needs these permissions for the key: %j", async (name, expected) => {
  const encryption = async (arn: string) => ({ keyArn: KEY, viaService: `${arn.split(":")[2]}.x` });
  const [, ...keys] = await judgedAs(name, fakeDeployed({ encryption }));
  expect(keys.map((request) => request.split(" ")[0])).toEqual(expected);
});

test("a start needs the grant for the volumes' key, given for an AWS resource through EC2", async () => {
  const call = recorded.find(({ action }) => action === "StartInstances");
  if (!call) throw new Error("no recorded start");
  const requests = await requestsOf(call, fakeDeployed({ volumeKeys: () => [KEY] }));
  expect(requests.at(-1)).toEqual({
    action: "kms:CreateGrant",
    resource: KEY,
    context: {
      "kms:CallerAccount": "123456789012",
      "kms:GrantIsForAWSResource": "true",
      "kms:ViaService": "ec2.us-east-1.amazonaws.com",
    },
  });
});

test("a change of an instance's type is judged by the type that it is changed to", async () => {
  const params = { InstanceId: "i-0123456789abcdef0", InstanceType: { Value: "t3.xlarge" } };
  const call = { service: "ec2", action: "ModifyInstanceAttribute", params, region: "us-east-1" };
  const [request] = await requestsOf(call, fakeDeployed());
  expect(request).toMatchObject({
    action: "ec2:ModifyInstanceAttribute",
    context: { "ec2:Attribute": "InstanceType", "ec2:Attribute/InstanceType": "t3.xlarge" },
  });
});

test.each<[string, Record<string, unknown>, string[]]>([
  ["the key alone", {}, []],
  [
    "a map, by any part of it",
    {
      UpdateExpression: "SET announced.#marker.posted = :now",
      ExpressionAttributeNames: { "#marker": "ready-i-1" },
    },
    ["announced"],
  ],
  [
    "the arguments of a function",
    { UpdateExpression: "SET announced = if_not_exists(other[0].x, :none) REMOVE a, b" },
    ["announced", "other", "a", "b"],
  ],
  [
    "the operands of a condition, by their placeholders",
    {
      UpdateExpression: "SET lastState = :state",
      ConditionExpression: "attribute_not_exists(#r) OR (#r.#time <= :time AND NOT size(#r) > 3)",
      ExpressionAttributeNames: { "#r": "revision", "#time": "time" },
    },
    ["lastState", "revision"],
  ],
])(
  "an update of an item is judged by its key and the attributes that it names: %s",
  async (_, more, named) => {
    const Key = { pk: { S: "VM#clienta#sam-okafor" }, sk: { S: "VM" } };
    const params = { TableName: "dev-vm", Key, ReturnValues: "NONE", ...more };
    const call = { service: "dynamodb", action: "UpdateItem", region: "us-east-1", params };
    expect((await requestsOf(call, fakeDeployed()))[0]?.context).toEqual({
      "dynamodb:LeadingKeys": ["VM#clienta#sam-okafor"],
      "dynamodb:Attributes": ["pk", "sk", ...named],
      "dynamodb:ReturnValues": "NONE",
    });
  },
);

test("a read of many items is judged by all their keys", async () => {
  const call = recorded.find(({ action }) => action === "BatchGetItem");
  if (!call) throw new Error("no recorded read");
  expect((await requestsOf(call, fakeDeployed()))[0]?.context).toEqual({
    "dynamodb:LeadingKeys": ["VM#clienta#john-smith", "VM#clienta#sam-okafor"],
    "dynamodb:Attributes": ["pk", "sk", "announced"],
  });
});

test.each([
  ["an action that does not exist in IAM", { service: "ec2", action: "MakeCoffee", params: {} }],
  ["a service that does not exist in IAM", { service: "coffee", action: "Make", params: {} }],
  ["a call that names no resource", { service: "sqs", action: "SendMessage", params: {} }],
  ["an unmapped operation of API Gateway", { service: "apigateway", action: "CreateVpcLink", params: {} }],
])("%s is an error", async (_what, call) => {
  await expect(requestsOf({ ...call, region: "us-east-1" }, fakeDeployed())).rejects.toThrow(
    `${call.service}:${call.action}`,
  );
});
