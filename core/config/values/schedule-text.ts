import * as z from "zod";
import type { Problem } from "../file/problem";
import { type Meta, withRule } from "./with-rule";

/** Text that a rule of `core/schedule` judges. */
export function scheduleText(rule: (value: string) => Problem | undefined, meta: Meta) {
  return withRule(z.string(), (value) => {
    const problem = rule(value);
    return problem && withFullHint(problem);
  }).meta(meta);
}

/** A problem of `core/schedule`, whose hints are only what to write, with its hint as a sentence. */
export function withFullHint({ message, hint }: Problem): Problem {
  return { message, hint: `Write ${hint}.` };
}
