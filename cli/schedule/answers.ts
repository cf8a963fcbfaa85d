import type { Config } from "../../core/config/config";
import { printSchedule } from "../../core/schedule/print";
import { explain } from "./explain";
import { instantOf } from "./instant";
import { nextBoundaries, whyNothingComes } from "./next";
import { targetOf } from "./query";
import type { Question } from "./questions";
import { showInstant, showUtc } from "./show-instant";
import { vmStateOf } from "./vm-state";

/** An answer for programs, and the same as text: a headline, and lines below it. */
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
        ? [whyNothingComes(schedule, from)]
        : shown.map(({ kind, at, local }) => `${kind.padEnd(5)}  ${local.padEnd(28)}  ${at}`),
  };
}

/** @throws QueryError */
export function answerExplain(question: Question, { config, now }: World): Answer {
  const target = targetOf(question, config);
  const zone = target.schedule.timezone;
  const at = instantOf(question.at, zone, now, "--at");
  const vm = vmStateOf(question, zone, at);
  const { decision, next, stopsAt, startsAt, sentences } = explain(target, vm, at);
  const { what } = question;
  const text = printSchedule(target.schedule);
  const { action, reason, boundary } = decision;
  const utc = (instant: Date | null | undefined) => (instant ? showUtc(instant) : null);
  return {
    json: {
      what,
      schedule: text,
      timezone: zone,
      at: utc(at),
      state: vm.state,
      action,
      reason,
      boundary: utc(boundary),
      next: utc(next?.at),
      nextKind: next?.kind ?? null,
      stopsAt: utc(stopsAt),
      startsAt: utc(startsAt),
      sentences,
    },
    headline: `${what} (${vm.state}): ${text}`,
    lines: sentences,
  };
}
