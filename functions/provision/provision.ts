import { shortHash } from "../../core/vm/slug";
import { STATE_READY, TAG } from "../../core/vm/tags";
import type { VmSpec } from "../../core/vm-spec/vm-spec";
import type { Vm } from "../shared/ec2/vm";
import type { JiraIssue } from "../shared/jira/model";
import { warningsComment } from "./comments";
import type { Context } from "./context";
import { RefusedError } from "./errors";
import { parseRequest, requestFields } from "./request";
import { ensureAccessPoint } from "./steps/access-point";
import { adopt } from "./steps/adopt";
import { findVmsOfPerson } from "./steps/find-vms";
import { ensureIdentity } from "./steps/identity";
import { launch } from "./steps/launch";
import { reserve } from "./steps/reserve";
import { alreadyThere, takeOver } from "./steps/take-over";
import { loadClient } from "./store";

type TicketSpec = VmSpec & { readonly jira: string };

/**
 * Brings about the VM that the issue asks for. Every step may be repeated at any time, by several workers at once:
 * the outcome is one VM.
 * @returns the instance's id; undefined when the ticket left the status before a launch
 * @throws ProvisionError
 */
export async function provision(ctx: Context, issue: JiraIssue): Promise<string | undefined> {
  const asked = await readSpec(ctx, issue);
  const reserved = await reserve(ctx, asked);
  // Tags and policies compare names to the letter: the spelling that came first stays.
  const spec = { ...asked, client: reserved.client, developer: reserved.developer };
  const vm = await existingVm(ctx, spec, reserved.instanceId);
  const record = await takeOver(ctx, reserved, issue.key, vm);
  const home = await ensureAccessPoint(ctx, record);
  const profileName = await ensureIdentity(ctx, spec, home);
  if (!vm) return launch(ctx, { spec, home, profileName }, record);
  await adopt(ctx, record, vm);
  if (vm.tags[TAG.state] === STATE_READY) await moveOn(ctx, issue.key);
  return vm.id;
}

/** A VM that was announced before is not announced again: the ticket would stay where it is. */
async function moveOn({ jira, config, log }: Context, key: string): Promise<void> {
  const { done } = config.settings.jira.statuses;
  if ((await jira.transition(key, done)) !== "missing") return;
  log.warn("The ticket's workflow offers no transition", { ticket: key, status: done });
}

async function readSpec(ctx: Context, issue: JiraIssue): Promise<TicketSpec> {
  const { settings } = ctx.config;
  const named = requestFields(issue, settings).client;
  const client = named ? await loadClient(ctx, named) : undefined;
  const request = parseRequest({ issue, settings, client, now: ctx.now() });
  if ("problems" in request) throw new RefusedError(request.problems);
  const { spec, warnings } = request;
  if (warnings.length > 0) {
    const marker = `warnings-${shortHash(warnings.join("\n"))}`;
    await ctx.jira.comment(issue.key, { marker, body: warningsComment(warnings) });
  }
  return { ...spec, jira: issue.key };
}

/** The VM that is there already, made for this very ticket. */
async function existingVm(
  ctx: Context,
  spec: TicketSpec,
  recorded: string | undefined,
): Promise<Vm | undefined> {
  const vms = await findVmsOfPerson(ctx, spec);
  if (vms.length > 1) {
    ctx.log.error("Several VMs of one client and developer", {
      instanceIds: vms.map(({ id }) => id),
    });
  }
  const vm = vms.find(({ id }) => id === recorded) ?? vms[0];
  if (vm && vm.tags[TAG.ticket] !== spec.jira) {
    throw new RefusedError([alreadyThere(spec, vm, vm.tags[TAG.ticket])]);
  }
  return vm;
}
