import { ANNOUNCEMENT_ATTRIBUTES } from "../../../core/aws/table";
import { TAG } from "../../../core/vm/tags";
import type { Context } from "../model";
import type { Attempt } from "./model";
import type { Scene } from "./scene";

/** What the other functions, and what calls them, must not be able to do. */
export function attemptsOfFunctions(scene: Scene): Attempt[] {
  return [...startStop(scene), ...webhook(scene), ...vmEvents(scene), ...timers(scene)];
}

function startStop({ session, vm, arn, apiSecret, table, queue }: Scene): Attempt[] {
  const who = { who: "start-stop", session: session("start-stop") };
  const power = { can: "stop it", request: { action: "ec2:StopInstances" } };
  const unmanaged = arn("ec2", "instance/i-00000000");
  const type = (name = "") => ({ "ec2:Attribute/InstanceType": name });
  return [
    {
      ...who,
      cannot: "terminate a VM",
      request: { action: "ec2:TerminateInstances", resource: vm.instanceArn },
      but: power,
    },
    ...["StartInstances", "StopInstances"].map((name) => ({
      ...who,
      cannot: `${name} of an unmanaged machine`,
      request: { action: `ec2:${name}`, resource: unmanaged },
      but: { can: "of a VM", request: { resource: vm.instanceArn } },
    })),
    {
      ...who,
      cannot: "launch",
      request: { action: "ec2:RunInstances", resource: arn("ec2", "instance/new"), made: true },
    },
    {
      ...who,
      cannot: "change a VM's owner",
      request: {
        action: "ec2:CreateTags",
        resource: vm.instanceArn,
        requestTags: { [TAG.developer]: "forged" },
      },
    },
    {
      ...who,
      cannot: "read Jira's API token",
      request: { action: "secretsmanager:GetSecretValue", resource: apiSecret },
    },
    { ...who, cannot: "read records", request: { action: "dynamodb:GetItem", resource: table } },
    { ...who, cannot: "ask for VMs", request: { action: "sqs:SendMessage", resource: queue("tickets") } },
    {
      ...who,
      cannot: "change a VM's disk",
      request: { action: "ec2:ModifyInstanceAttribute", resource: vm.instanceArn },
    },
    {
      ...who,
      cannot: "change a VM to a type outside the policy",
      request: {
        action: "ec2:ModifyInstanceAttribute",
        resource: vm.instanceArn,
        context: type("p5.48xlarge"),
      },
      but: { can: "to the type that it should have", request: { context: type(vm.tags[TAG.instanceType]) } },
    },
  ];
}

function webhook({ session, apiSecret, webhookSecret, queue, vm, table, fn }: Scene): Attempt[] {
  const who = { who: "jira-webhook", session: session("jira-webhook") };
  return [
    {
      ...who,
      cannot: "read Jira's API token",
      request: { action: "secretsmanager:GetSecretValue", resource: apiSecret },
      but: { can: "read its signing secret", request: { resource: webhookSecret } },
    },
    {
      ...who,
      cannot: "read tickets back",
      request: { action: "sqs:ReceiveMessage", resource: queue("tickets") },
      but: { can: "send them", request: { action: "sqs:SendMessage" } },
    },
    {
      ...who,
      cannot: "delete tickets",
      request: { action: "sqs:PurgeQueue", resource: queue("tickets") },
      but: { can: "send them", request: { action: "sqs:SendMessage" } },
    },
    {
      ...who,
      cannot: "send to the queue of given-up events",
      request: { action: "sqs:SendMessage", resource: queue("failed-events") },
      but: { can: "to its own", request: { resource: queue("tickets") } },
    },
    {
      ...who,
      cannot: "start a VM",
      request: { action: "ec2:StartInstances", resource: vm.instanceArn },
    },
    { ...who, cannot: "read records", request: { action: "dynamodb:GetItem", resource: table } },
    {
      ...who,
      cannot: "call another function",
      request: { action: "lambda:InvokeFunction", resource: fn("provision") },
    },
    {
      ...who,
      cannot: "write another function's log",
      request: {
        action: "logs:PutLogEvents",
        resource: `${fn("x").split(":lambda:")[0]}:logs:us-east-1:123456789012:log-group:/aws/lambda/x:log-stream:y`,
      },
    },
  ];
}

function vmEvents({ session, vm, apiSecret, webhookSecret, table, arn }: Scene): Attempt[] {
  const who = { who: "vm-events", session: session("vm-events") };
  const record = (other: Context = {}): Context => ({
    "dynamodb:LeadingKeys": ["VM#clienta#sam-okafor"],
    "dynamodb:Attributes": ANNOUNCEMENT_ATTRIBUTES,
    ...other,
  });
  return [
    ...["StartInstances", "StopInstances", "TerminateInstances"].map((name) => ({
      ...who,
      cannot: `${name} of a VM`,
      request: { action: `ec2:${name}`, resource: vm.instanceArn },
    })),
    {
      ...who,
      cannot: "say that a VM is ready",
      request: {
        action: "ec2:CreateTags",
        resource: vm.instanceArn,
        requestTags: { [TAG.state]: "ready" },
      },
    },
    {
      ...who,
      cannot: "read the webhook's secret",
      request: { action: "secretsmanager:GetSecretValue", resource: webhookSecret },
      but: { can: "read the API token", request: { resource: apiSecret } },
    },
    {
      ...who,
      cannot: "delete records",
      request: { action: "dynamodb:DeleteItem", resource: table },
      context: record(),
      but: { can: "note in them what it told", request: { action: "dynamodb:UpdateItem" } },
    },
    {
      ...who,
      cannot: "keep records in another table",
      request: { action: "dynamodb:UpdateItem", resource: arn("dynamodb", "table/other") },
      context: record(),
      but: { can: "in its own", request: { resource: table } },
    },
    ...["CLIENT#clienta", "DEVELOPER#sam-okafor", "UID#1"].map((pk) => ({
      ...who,
      cannot: `write the item ${pk}`,
      request: { action: "dynamodb:UpdateItem", resource: table },
      context: record({ "dynamodb:LeadingKeys": [pk] }),
      but: { can: "write a VM's", context: record() },
    })),
    {
      ...who,
      cannot: "read quotas",
      request: { action: "dynamodb:BatchGetItem", resource: table },
      context: record({ "dynamodb:LeadingKeys": ["CLIENT#clienta"] }),
      but: { can: "read what was told of VMs", context: record() },
    },
    {
      ...who,
      cannot: "change the ticket in a VM's record",
      request: { action: "dynamodb:UpdateItem", resource: table },
      context: record({ "dynamodb:Attributes": ["pk", "sk", "ticket"] }),
      but: { can: "note what it told", context: record() },
    },
    {
      ...who,
      cannot: "have an update answer with the whole record",
      request: { action: "dynamodb:UpdateItem", resource: table },
      context: record({ "dynamodb:ReturnValues": "ALL_NEW" }),
      but: { can: "have it answer with nothing", context: { "dynamodb:ReturnValues": "NONE" } },
    },
    {
      ...who,
      cannot: "make roles",
      request: { action: "iam:CreateRole", resource: "arn:aws:iam::123456789012:role/dev-vm/x", made: true },
    },
  ];
}

function timers({ session, fn }: Scene): Attempt[] {
  const who = { who: "the timer of start-stop", session: session("start-stop-timer") };
  return [
    {
      ...who,
      cannot: "call another function",
      request: { action: "lambda:InvokeFunction", resource: fn("provision") },
      but: { can: "call its own", request: { resource: fn("start-stop") } },
    },
    {
      ...who,
      cannot: "change its function",
      request: { action: "lambda:UpdateFunctionCode", resource: fn("start-stop") },
      but: { can: "call it", request: { action: "lambda:InvokeFunction" } },
    },
  ];
}
