import type { OwnedVm } from "../shared/ec2/vm";
import type { JiraClient } from "../shared/jira/model";
import { type CarryOutDeps, carryOut } from "./carry-out";
import { type ConfigVmStore, personKey } from "./config-vm-store";
import type { LifecycleSettings } from "./contract";
import { type DecidedVm, decideVm } from "./decide";
import { LifecycleError } from "./errors";
import { findOrphans, type OrphanSearch } from "./find-orphans";
import { type NotifyDeps, notifyPlatformTeam } from "./notify-platform-team";
import type { Reporter } from "./report";

export interface RunDeps extends CarryOutDeps, NotifyDeps {
  readonly settings: LifecycleSettings;
  readonly configVms: ConfigVmStore;
  /** Absent without a ticket system: then every VM belongs to the config. */
  readonly jira?: Pick<JiraClient, "getIssue" | "comment">;
  readonly report: Reporter;
}

/**
 * Warns of unused VMs and has them removed, and reports those whose ticket does not exist any more.
 * @returns the number of VMs
 * @throws LifecycleError after all VMs have been processed
 */
export async function run(deps: RunDeps): Promise<number> {
  const { settings, fleet, report, now } = deps;
  const vms = await fleet.list();
  const configVms = await deps.configVms.find(vms.map(({ person }) => person));
  const originOf = ({ person }: OwnedVm) => (configVms.has(personKey(person)) ? "config" : "ticket");
  const ofTickets = vms.filter((vm) => originOf(vm) === "ticket");
  const { orphans, errors } = deps.jira ? await findOrphans(deps.jira, ofTickets) : NO_ORPHANS;
  const decided: readonly DecidedVm[] = vms
    .map((vm) => {
      const isOrphan = orphans.has(vm.id);
      return { vm, decision: decideVm({ vm, origin: originOf(vm), isOrphan, rules: settings, now }) };
    })
    .filter(({ decision }) => decision.kind !== "none");

  const failed = [...errors];
  for (const one of decided) {
    try {
      await carryOut(one, deps);
      report.carriedOut(one);
    } catch (cause) {
      failed.push(new Error(`${one.decision.kind} of ${one.vm.id} failed`, { cause }));
    }
  }
  await notifyPlatformTeam(decided, deps).catch((cause) =>
    failed.push(new Error("The platform team could not be notified", { cause })),
  );
  if (failed.length > 0) throw new LifecycleError(failed, `${failed.length} of ${vms.length} VMs failed`);
  return vms.length;
}

const NO_ORPHANS: OrphanSearch = { orphans: new Set(), errors: [] };
