import { TAG } from "../../core/tags";
import { JiraRefusedError } from "../shared/jira/errors";
import type { Context } from "./context";
import { readIssue } from "./issue";
import type { RetireRequest } from "./message";
import { findVmsOfTicket, isLive } from "./steps/find-vms";
import { giveUpVm } from "./steps/give-up";
import { tellTerminated } from "./tell-terminated";

export type RetireOutcome = "given-up" | "gone" | "used-again" | "kept" | "config" | "withdrawn";

/**
 * Gives up a VM that nobody uses, or whose ticket is gone. The request is a hint of some time ago: a VM that was
 * started since, that somebody keeps, or whose ticket is there again stays.
 *
 * @throws ProvisionError, JiraError
 */
export async function retire(ctx: Context, ticket: string, request: RetireRequest): Promise<RetireOutcome> {
  const find = async () =>
    (await findVmsOfTicket(ctx, ticket)).find(({ instanceId }) => instanceId === request.instanceId);
  const vm = await find();
  if (!vm) return "gone";
  if (isLive(vm)) {
    if (vm.launchTime.getTime() !== Date.parse(request.launchTime)) return "used-again";
    if (isKept(vm.tags)) return "kept";
  }
  const isStillWanted = async () => {
    const now = await find();
    if (!now || isKept(now.tags)) return false;
    return request.reason === "dormant" || (await readIssue(ctx, ticket)) === undefined;
  };
  const outcome = await giveUpVm(ctx, ticket, vm, isStillWanted);
  if (outcome === "given-up") {
    await tellTerminated(ctx, ticket, vm).catch((error) => {
      // An orphan has nobody who could be told.
      if (!(error instanceof JiraRefusedError && error.status === 404)) throw error;
    });
  }
  return outcome;
}

function isKept(tags: Readonly<Record<string, string>>): boolean {
  return tags[TAG.dormancy]?.trim().toLowerCase() === "off";
}
