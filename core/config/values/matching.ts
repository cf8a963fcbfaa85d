import * as z from "zod";
import { quoted } from "../file/quoted";
import { type Meta, withRule } from "./with-rule";

/** Text that matches a pattern. @param what completes "… is not" */
export function matching(pattern: RegExp, what: string, hint: string, meta: Meta) {
  return withRule(z.string(), (value) =>
    pattern.test(value) ? undefined : { message: `${quoted(value)} is not ${what}`, hint },
  ).meta({ pattern: pattern.source, ...meta });
}
