import { TAG } from "../../../../core/vm/tags";
import type { Attempt } from "../model";
import type { Scene } from "../scene";

/** What `lifecycle` must not be able to do: it tags VMs and requests removals, but removes nothing itself. */
export function attemptsOfLifecycle(scene: Scene): Attempt[] {
  const { session, vm, apiSecret, webhookSecret, table, queue, arn, iam, fn, project } = scene;
  const who = { who: "lifecycle", session: session("lifecycle") };
  const marks = { [TAG.dormancyTold]: "2026-05-31T13:00:00Z" };
  const alarms = arn("sns", `${project}-alarms`);
  return [
    ...["StartInstances", "StopInstances", "TerminateInstances", "ModifyInstanceAttribute"].map((name) => ({
      ...who,
      cannot: `${name} of a VM`,
      request: { action: `ec2:${name}`, resource: vm.instanceArn },
    })),
    ...[TAG.developer, TAG.managedBy, TAG.keepUntil, TAG.dormancy, TAG.state].map((key) => ({
      ...who,
      cannot: `set a VM's tag ${key}`,
      request: { action: "ec2:CreateTags", resource: vm.instanceArn, requestTags: { [key]: "forged" } },
      but: { can: "tag it as warned", request: { requestTags: marks } },
    })),
    {
      ...who,
      cannot: "tag an unmanaged machine as warned",
      request: { action: "ec2:CreateTags", resource: arn("ec2", "instance/i-00000000"), requestTags: marks },
      but: { can: "tag a VM as warned", request: { resource: vm.instanceArn } },
    },
    {
      ...who,
      cannot: "delete a VM's volume",
      request: { action: "ec2:DeleteVolume", resource: vm.volumeArn },
    },
    {
      ...who,
      cannot: "read the webhook's secret",
      request: { action: "secretsmanager:GetSecretValue", resource: webhookSecret },
      but: { can: "read the API token", request: { resource: apiSecret } },
    },
    ...["PutItem", "UpdateItem", "DeleteItem", "Scan"].map((name) => ({
      ...who,
      cannot: `${name} in the table`,
      request: { action: `dynamodb:${name}`, resource: table },
      but: { can: "read from it", request: { action: "dynamodb:BatchGetItem" } },
    })),
    ...["ReceiveMessage", "DeleteMessage", "PurgeQueue"].map((name) => ({
      ...who,
      cannot: `${name} from the queue of tickets`,
      request: { action: `sqs:${name}`, resource: queue("tickets") },
      but: { can: "send to it", request: { action: "sqs:SendMessage" } },
    })),
    {
      ...who,
      cannot: "publish to another topic",
      request: { action: "sns:Publish", resource: arn("sns", "other") },
      but: { can: "publish to the alarms' topic", request: { resource: alarms } },
    },
    {
      ...who,
      cannot: "unsubscribe from the alarms' topic",
      request: { action: "sns:Unsubscribe", resource: alarms },
      but: { can: "publish to it", request: { action: "sns:Publish" } },
    },
    {
      ...who,
      cannot: "invoke another function",
      request: { action: "lambda:InvokeFunction", resource: fn("provision") },
    },
    {
      ...who,
      cannot: "make roles",
      request: { action: "iam:CreateRole", resource: iam("role/dev-vm/x"), made: true },
    },
  ];
}
