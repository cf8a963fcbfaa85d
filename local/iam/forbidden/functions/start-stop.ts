import { TAG } from "../../../../core/vm/tags";
import type { Attempt } from "../model";
import type { Scene } from "../scene";

/** What `start-stop` must not be able to do. */
export function attemptsOfStartStop({ session, vm, arn, apiSecret, table, queue }: Scene): Attempt[] {
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
      cannot: "launch a VM",
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
    { ...who, cannot: "request VMs", request: { action: "sqs:SendMessage", resource: queue("tickets") } },
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
