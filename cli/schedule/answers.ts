import type { Config } from "../../core/config/model";
import { MS_PER_DAY } from "../../core/schedule/days";
import { printSchedule } from "../../core/schedule/print";
import { explain } from "./explain";
import { instantOf } from "./instant";
import { nextBoundaries } from "./next";
import { targetOf } from "./query";
import type { Question } from "./questions";
import { showInstant, showUtc } from "./show-instant";

/** An answer for programs, and the same for people: a headline, and lines below it. */
export interface Answer {
  readonly json: Readonly<Record<string, unknown>>;
  readonly headline: string;
  readonly lines: readonly string[];
}

export interface World {
  readonly config: Config | undefined;
  readonly now: Date;
}

const BOUNDARIES = 5;

/** @throws QueryError */
export function answerNext(question: Question, { config, now }: World): Answer {
  const { schedule } = targetOf(question, config);
  const from = instantOf(question.from, schedule.timezone, now, "--from");
  const boundaries = nextBoundaries(schedule, from, question.count ?? BOUNDARIES);
  const shown = boundaries.map(({ kind, at }) => ({
    kind,
    at: showUtc(at),
    local: showInstant(at, schedule.timezone),
  }));
  const { what } = question;
  const text = printSchedule(schedule);
  return {
    json: { what, schedule: text, timezone: schedule.timezone, from: showUtc(from), boundaries: shown },
    headline: `${what}: ${text}`,
    lines:
      shown.length === 0
        ? ["no start or stop within a year"]
        : shown.map(({ kind, at, local }) => `${kind.padEnd(5)}  ${local.padEnd(28)}  ${at}`),
  };
}

/** @throws QueryError */
export function answerExplain(question: Question, { config, now }: World): Answer {
  const target = targetOf(question, config);
  const zone = target.schedule.timezone;
  const at = instantOf(question.at, zone, now, "--at");
  const { what, state = "running", stoppedBy } = question;
  const longAgo = new Date(at.getTime() - 7 * MS_PER_DAY);
  const launched = instantOf(question.launched, zone, now, "--launched");
  const stoppedAt = instantOf(question.stoppedAt, zone, now, "--stopped-at");
  const vm = {
    state,
    launched: question.launched === undefined ? longAgo : launched,
    ...(stoppedBy ? { stoppedBy } : {}),
    ...(question.stoppedAt === undefined ? {} : { stoppedAt }),
  };
  const { decision, sentences } = explain(target, vm, at);
  const text = printSchedule(target.schedule);
  const { action, reason, boundary, next } = decision;
  const shown = { boundary: boundary && showUtc(boundary), next: next && showUtc(next) };
  return {
    json: {
      what,
      schedule: text,
      timezone: zone,
      at: showUtc(at),
      state,
      action,
      reason,
      ...shown,
      sentences,
    },
    headline: `${what} (${state}): ${text}`,
    lines: sentences,
  };
}
