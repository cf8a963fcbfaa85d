import { ANNOUNCEMENT_ATTRIBUTES } from "../../../../core/aws/table";
import { TAG } from "../../../../core/vm/tags";
import type { Context } from "../../model";
import type { Attempt } from "../model";
import type { Scene } from "../scene";

/** What `vm-events` must not be able to do. */
export function attemptsOfVmEvents({ session, vm, apiSecret, webhookSecret, table, arn }: Scene): Attempt[] {
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
