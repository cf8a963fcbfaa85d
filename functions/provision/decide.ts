import { decideDormancy, isKept, isOrphanDue } from "../../core/schedule/dormancy";
import { parseInstant } from "../../core/schedule/iso-instant";
import { TAG } from "../../core/vm/tags";
import type { Vm } from "../shared/ec2/vm";
import { projectOf } from "../shared/jira/issue-key";
import type { JiraIssue } from "../shared/jira/model";
import { sameStatus } from "../shared/jira/status";
import type { TerminateUnusedRequest } from "../shared/ticket-message";
import type { ProvisionSettings } from "./contract";
import { ProvisionError } from "./errors";

/** Also the beginning of a metric's name, such as `ProvisionDone`. */
export type Work = "Provision" | "Stop" | "Terminate";

/** The work that a ticket's status asks for; undefined: none in this project and status. */
export function decideWork(
  { key, status }: Pick<JiraIssue, "key" | "status">,
  { projects, statuses }: Pick<ProvisionSettings["jira"], "projects" | "statuses">,
): Work | undefined {
  if (!projects.includes(projectOf(key) ?? "")) return undefined;
  if (sameStatus(statuses.provision, status)) return "Provision";
  if (sameStatus(statuses.stop, status)) return "Stop";
  return sameStatus(statuses.terminate, status) ? "Terminate" : undefined;
}

export interface FailureDecision {
  /** Metric that counts the failure. */
  readonly metric: string;
  /** Whether the message fails: it is retried, and in the end an operator has to look at it. */
  readonly fails: boolean;
}

/** A refusal ends the work on a message; any other error may succeed later, or needs an operator. */
export function decideFailure(error: unknown): FailureDecision {
  if (!(error instanceof ProvisionError)) return { metric: "UnexpectedError", fails: true };
  return { metric: error.name, fails: error.retryable };
}

export interface UnusedVm {
  readonly vm: Vm;
  readonly request: TerminateUnusedRequest;
  /** Absent: no VM is terminated for being unused. */
  readonly dormancy: ProvisionSettings["dormancy"];
  readonly now: Date;
}

/** Whether a live VM may be terminated as unused, or why not. */
export function decideTermination(unused: UnusedVm): "terminate" | "used-again" | "kept" | "not-due" {
  const { vm, request } = unused;
  if (vm.launchTime.getTime() !== Date.parse(request.launchTime)) return "used-again";
  if (isKept(vm)) return "kept";
  return isDue(unused) ? "terminate" : "not-due";
}

/** Judged as `lifecycle` does, by its tags: without them no user was warned, or had the time to object. */
export function isDue({ vm, request, dormancy, now }: UnusedVm): boolean {
  const isOrphan = request.reason === "orphaned";
  const taggedAt = parseInstant(vm.tags[isOrphan ? TAG.orphanedSince : TAG.dormancyTold]);
  if (!dormancy || taggedAt === undefined) return false;
  const input = { vm, now, rules: { dormancy } };
  if (isOrphan) return isOrphanDue({ ...input, since: new Date(taggedAt) });
  return decideDormancy({ ...input, origin: "ticket", warnedAt: new Date(taggedAt) }).action === "remove";
}
