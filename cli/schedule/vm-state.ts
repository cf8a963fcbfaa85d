import { MS_PER_DAY } from "../../core/schedule/days";
import type { VmView } from "../../core/schedule/model";
import { TAG } from "../../core/vm/tags";
import { instantOf } from "./instant";
import { QueryError } from "./query-error";
import type { Question } from "./questions";
import { showUtc } from "./show-instant";

/** The state of a VM that the scheduler reads. */
export interface VmState {
  /** Absent: any VM's. */
  readonly id?: string;
  readonly state: "running" | "stopped";
  readonly launched: Date;
  /** For a stopped VM. */
  readonly stoppedBy?: "user" | "aws" | "instance";
  readonly stoppedAt?: Date;
}

/** The VM's state in a question. @throws QueryError if it is contradictory */
export function vmStateOf(question: Question, zone: string, at: Date): VmState {
  const { id, state = "running", stoppedBy } = question;
  const instant = (text: string | undefined, flag: string) => {
    if (text === undefined) return undefined;
    const time = instantOf(text, zone, at, flag);
    if (time > at) throw new QueryError(`${flag} "${text}" is after --at: give events before --at only.`);
    return time;
  };
  const launched = instant(question.launched, "--launched");
  const stoppedAt = instant(question.stoppedAt, "--stopped-at");
  if (state === "running" && (stoppedBy ?? stoppedAt) !== undefined) {
    throw new QueryError("--stopped-by and --stopped-at need a stopped VM: add --state stopped.");
  }
  if (launched && stoppedAt && stoppedAt < launched) {
    throw new QueryError("--stopped-at is before --launched: give the latest start, and the stop after it.");
  }
  const longAgo = new Date((stoppedAt ?? at).getTime() - 7 * MS_PER_DAY);
  return {
    ...(id === undefined ? {} : { id }),
    state,
    launched: launched ?? longAgo,
    ...(stoppedBy ? { stoppedBy } : {}),
    ...(stoppedAt ? { stoppedAt } : {}),
  };
}

const CODES = {
  user: "Client.UserInitiatedShutdown",
  aws: "Server.InternalError",
  instance: "Client.InstanceInitiatedShutdown",
} as const;

/** As EC2 would show it. */
export function viewOf(
  { id = "", state, launched, stoppedBy = "user", stoppedAt }: VmState,
  tags: VmView["tags"],
): VmView {
  const common = { id, state, launchTime: launched };
  if (state === "running") return { ...common, tags };
  const at = stoppedAt && showUtc(stoppedAt);
  const hasTime = stoppedBy !== "instance" && at !== undefined;
  return {
    ...common,
    stateReasonCode: CODES[stoppedBy],
    ...(hasTime
      ? { stateTransitionReason: `User initiated (${at.slice(0, 19).replace("T", " ")} GMT)` }
      : {}),
    tags: stoppedBy === "instance" && at !== undefined ? { ...tags, [TAG.stoppedAt]: at } : tags,
  };
}
