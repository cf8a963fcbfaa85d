import { TAG } from "../../core/vm/tags";
import { dormantComment } from "../shared/comments/dormant";
import { nameOf, type OwnedVm, ticketOf } from "../shared/ec2/vm";
import type { JiraClient } from "../shared/jira/model";
import type { TicketQueue } from "../shared/ticket-queue";
import type { DecidedVm, VmDecision } from "./decide";
import type { Fleet } from "./fleet";

export interface CarryOutDeps {
  readonly fleet: Fleet;
  /** Absent without a ticket system. */
  readonly jira?: Pick<JiraClient, "comment">;
  readonly queue: TicketQueue;
  readonly now: Date;
}

/** Does for one VM what was decided; what concerns the platform team is left to `notifyPlatformTeam`. */
export async function carryOut({ vm, decision }: DecidedVm, deps: CarryOutDeps): Promise<void> {
  const { fleet, now } = deps;
  if (decision.kind === "warn") {
    await commentWarning(vm, decision, deps);
    await fleet.tag(vm.id, TAG.dormancyTold, now.toISOString());
  }
  if (decision.kind === "ticket-is-back") await fleet.untag(vm.id, TAG.orphanedSince);
  if (decision.kind === "remove") await requestTermination(vm, decision.reason, deps);
}

async function commentWarning(
  vm: OwnedVm,
  { lastUsed, removalAt }: VmDecision & { kind: "warn" | "report" },
  { jira }: CarryOutDeps,
): Promise<void> {
  const ticket = ticketOf(vm);
  if (!jira || !ticket) throw new Error(`${vm.id} has no ticket on which its users could be warned`);
  const { person, instanceType } = vm;
  await jira.comment(ticket, {
    marker: `dormant-${vm.id}-${lastUsed.getTime()}`,
    body: dormantComment({
      vm: { ...person, name: nameOf(vm), instanceId: vm.id, ...(instanceType ? { instanceType } : {}) },
      lastUsed,
      removalAt,
    }),
  });
}

/** `provision` makes the final snapshot and terminates the VM. */
async function requestTermination(
  { id, launchTime, ...vm }: OwnedVm,
  reason: "dormant" | "orphaned",
  { queue }: CarryOutDeps,
): Promise<void> {
  const ticket = ticketOf(vm);
  if (!ticket) throw new Error(`${id} has no ticket by which it could be terminated`);
  const retire = { instanceId: id, launchTime: launchTime.toISOString(), reason };
  await queue.send({ key: ticket, delivery: `lifecycle-${id}`, retire });
}
