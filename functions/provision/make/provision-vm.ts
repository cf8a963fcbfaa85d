import { STATE_READY, TAG } from "../../../core/vm/tags";
import type { JiraIssue } from "../../shared/jira/model";
import type { Context } from "../context";
import { reassignRecord } from "../record/reassign-record";
import { reserve } from "../record/reserve";
import { ensureAccessPoint } from "./access-point";
import { findExistingVm } from "./existing-vm";
import { ensureIdentity } from "./identity";
import { launchVm } from "./launch";
import { readSpec } from "./read-spec";
import { reuseVm } from "./reuse-vm";

/**
 * Ensures the VM that the issue asks for. Every step may be repeated at any time, by several workers concurrently: the
 * outcome is one VM.
 * @returns the instance's id; undefined when the ticket left the status before a launch
 * @throws ProvisionError
 */
export async function provisionVm(ctx: Context, issue: JiraIssue): Promise<string | undefined> {
  const asked = await readSpec(ctx, issue);
  const reserved = await reserve(ctx, asked);
  // Tags and policies compare names exactly: the first spelling stays.
  const spec = { ...asked, client: reserved.client, developer: reserved.developer };
  const vm = await findExistingVm(ctx, spec, reserved.instanceId);
  const record = await reassignRecord(ctx, reserved, issue.key, vm);
  const home = await ensureAccessPoint(ctx, record);
  const profileName = await ensureIdentity(ctx, spec, home);
  if (!vm) return launchVm(ctx, { spec, home, profileName }, record);
  await reuseVm(ctx, record, vm);
  if (vm.tags[TAG.state] === STATE_READY) await moveToDone(ctx, issue.key);
  return vm.id;
}

/** A VM is announced once: without this move, the ticket of a ready VM would stay in its status. */
async function moveToDone({ jira, config, log }: Context, key: string): Promise<void> {
  const { done } = config.settings.jira.statuses;
  if ((await jira.transition(key, done)) !== "missing") return;
  log.warn("The ticket's workflow offers no transition", { ticket: key, status: done });
}
