import { TAG } from "../../core/vm/tags";
import { dormantComment } from "../shared/comments/dormant";
import { nameOf, type OwnedVm, ticketOf } from "../shared/ec2/vm";
import type { JiraClient } from "../shared/jira/model";
import { personKey } from "./config-vm-store";
import type { LifecycleSettings } from "./contract";
import { judge, type Step } from "./decide";
import { LifecycleError } from "./errors";
import type { Fleet } from "./fleet";
import { findOrphans } from "./orphans";
import { reportText } from "./report-text";

export interface LifecycleDeps {
  readonly settings: LifecycleSettings;
  readonly fleet: Fleet;
  /** Of all these VMs, those that are entries of the config: keys of `personKey`. */
  readonly configVms: (vms: readonly OwnedVm[]) => Promise<ReadonlySet<string>>;
  /** Absent without a ticket system: then every VM is the config's. */
  readonly jira?: Pick<JiraClient, "getIssue" | "comment">;
  /** Asks `provision` for the final snapshot and the termination. */
  readonly retire: (vm: OwnedVm, ticket: string, reason: "dormant" | "orphaned") => Promise<void>;
  /** Tells the platform team. */
  readonly notify: (subject: string, text: string) => Promise<void>;
  readonly onStep: (vm: OwnedVm, step: Step) => void;
  readonly now: Date;
}

/** VMs that something is to be done about. */
type Due = readonly { readonly vm: OwnedVm; readonly step: Step }[];

/**
 * One look at the fleet for what nobody uses or answers for any more.
 * @returns how many VMs were looked at
 * @throws LifecycleError after all VMs have had their turn
 */
export async function run(deps: LifecycleDeps): Promise<number> {
  const vms = await deps.fleet.list();
  const ofConfig = await deps.configVms(vms);
  const originOf = ({ person }: OwnedVm) => (ofConfig.has(personKey(person)) ? "config" : "ticket");
  const ofTickets = vms.filter((vm) => originOf(vm) === "ticket");
  const { orphans, errors } = deps.jira ? await findOrphans(deps.jira, ofTickets) : NOBODY;
  const due: Due = vms
    .map((vm) => ({
      vm,
      step: judge({
        vm,
        origin: originOf(vm),
        isOrphan: orphans.has(vm.id),
        rules: deps.settings,
        now: deps.now,
      }),
    }))
    .filter(({ step }) => step.kind !== "none");
  const failed = [...errors];
  for (const { vm, step } of due) {
    try {
      await carryOut(vm, step, deps);
      deps.onStep(vm, step);
    } catch (cause) {
      failed.push(new Error(`${step.kind} of ${vm.id} failed`, { cause }));
    }
  }
  await report(due, deps).catch((cause) => failed.push(new Error("The report failed", { cause })));
  if (failed.length > 0) throw new LifecycleError(failed, `${failed.length} of ${vms.length} VMs failed`);
  return vms.length;
}

const NOBODY = { orphans: new Set<string>(), errors: [] };

async function carryOut(vm: OwnedVm, step: Step, deps: LifecycleDeps): Promise<void> {
  if (step.kind === "warn") {
    await warn(vm, step, deps);
    await deps.fleet.tag(vm.id, TAG.dormancyTold, deps.now.toISOString());
  }
  if (step.kind === "ticket-is-back") await deps.fleet.untag(vm.id, TAG.orphanedSince);
  if (step.kind === "remove") {
    const ticket = ticketOf(vm);
    if (!ticket) throw new Error(`${vm.id} has no ticket by which it could be removed`);
    await deps.retire(vm, ticket, step.reason);
  }
}

async function warn(
  vm: OwnedVm,
  { lastUsed, removalAt }: Step & { kind: "warn" | "report" },
  { jira }: LifecycleDeps,
): Promise<void> {
  const ticket = ticketOf(vm);
  if (!jira || !ticket) throw new Error(`${vm.id} has no ticket on which its people could be warned`);
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

/** One message for all that the platform team has to look at; each VM is marked once it has been sent. */
async function report(due: Due, { fleet, notify, now }: LifecycleDeps): Promise<void> {
  const dormant = due.filter(({ step }) => step.kind === "report");
  const orphans = due.filter(({ step }) => step.kind === "orphan-found");
  if (dormant.length + orphans.length === 0) return;
  await notify("VMs that nobody uses or answers for", reportText(dormant, orphans));
  for (const { vm } of dormant) await fleet.tag(vm.id, TAG.dormancyTold, now.toISOString());
  for (const { vm } of orphans) await fleet.tag(vm.id, TAG.orphanedSince, now.toISOString());
}
