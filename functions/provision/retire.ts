import { decideDormancy, isKept, isOrphanDue } from "../../core/schedule/dormancy";
import { parseInstant } from "../../core/schedule/iso-instant";
import { TAG } from "../../core/vm/tags";
import { isLive } from "../shared/ec2/states";
import type { Vm } from "../shared/ec2/vm";
import { JiraRefusedError } from "../shared/jira/errors";
import type { RetireRequest } from "../shared/ticket-message";
import type { Context } from "./context";
import { readIssue } from "./issue";
import { findVmsOfTicket } from "./steps/find-vms";
import { giveUpVm } from "./steps/give-up";
import { tellTerminated } from "./tell-terminated";

export type RetireOutcome = "given-up" | "gone" | "used-again" | "kept" | "not-due" | "config" | "withdrawn";

/**
 * Gives up a VM that nobody uses, or whose ticket is gone. The request is a hint of some time ago, and others than
 * `lifecycle` can write one: what counts is what EC2 says of the VM now, with the marks that `lifecycle` alone may set.
 * A VM that was started since, that somebody keeps, that is not due, or whose ticket is there again stays.
 *
 * @throws ProvisionError, JiraError
 */
export async function retire(ctx: Context, ticket: string, request: RetireRequest): Promise<RetireOutcome> {
  const find = async () => (await findVmsOfTicket(ctx, ticket)).find(({ id }) => id === request.instanceId);
  const vm = await find();
  if (!vm) return "gone";
  if (isLive(vm)) {
    if (vm.launchTime.getTime() !== Date.parse(request.launchTime)) return "used-again";
    if (isKept(vm)) return "kept";
    if (!isDue(ctx, vm, request)) {
      ctx.log.warn("Asked to retire a VM that is not due: nothing done", { ticket, ...request });
      return "not-due";
    }
  }
  const isStillWanted = async () => {
    const now = await find();
    if (!now || !isDue(ctx, now, request)) return false;
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

/** Judged as `lifecycle` does, by its marks: without them, nobody was told, and nobody had the time to object. */
function isDue({ config, now }: Context, found: Vm, { reason }: RetireRequest): boolean {
  const { dormancy } = config.settings;
  const mark = parseInstant(found.tags[reason === "dormant" ? TAG.dormancyTold : TAG.orphanedSince]);
  if (!dormancy || mark === undefined) return false;
  const input = { vm: found, now: now(), rules: { dormancy } };
  if (reason === "orphaned") return isOrphanDue({ ...input, since: new Date(mark) });
  return decideDormancy({ ...input, origin: "ticket", warnedAt: new Date(mark) }).action === "remove";
}
