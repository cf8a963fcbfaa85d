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
      cannot: "report a VM as ready",
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
      but: { can: "write its announcements there", request: { action: "dynamodb:UpdateItem" } },
    },
    {
      ...who,
      cannot: "keep records in another table",
      request: { action: "dynamodb:UpdateItem", resource: arn("dynamodb", "table/other") },
      context: record(),
      but: { can: "in the deployment's own", request: { resource: table } },
    },
    ...["CLIENT#clienta", "DEVELOPER#sam-okafor", "UID#1"].map((pk) => ({
      ...who,
      cannot: `write the item ${pk}`,
      request: { action: "dynamodb:UpdateItem", resource: table },
      context: record({ "dynamodb:LeadingKeys": [pk] }),
      but: { can: "write a VM's item", context: record() },
    })),
    {
      ...who,
      cannot: "read quotas",
      request: { action: "dynamodb:BatchGetItem", resource: table },
      context: record({ "dynamodb:LeadingKeys": ["CLIENT#clienta"] }),
      but: { can: "read a VM's announcements", context: record() },
    },
    {
      ...who,
      cannot: "change the ticket in a VM's record",
      request: { action: "dynamodb:UpdateItem", resource: table },
      context: record({ "dynamodb:Attributes": ["pk", "sk", "ticket"] }),
      but: { can: "write its announcements", context: record() },
    },
    {
      ...who,
      cannot: "let an update return the whole record",
      request: { action: "dynamodb:UpdateItem", resource: table },
      context: record({ "dynamodb:ReturnValues": "ALL_NEW" }),
      but: { can: "let it return nothing", context: { "dynamodb:ReturnValues": "NONE" } },
    },
    {
      ...who,
      cannot: "make roles",
      request: { action: "iam:CreateRole", resource: "arn:aws:iam::123456789012:role/dev-vm/x", made: true },
    },
  ];
}
