import * as z from "zod";
import { OS_NAMES, type OsName, parseOs } from "../../vm/os";
import { quoted } from "../file/quoted";
import { choices } from "../file/suggest";
import { requireChecked } from "./require-checked";
import { withRule } from "./with-rule";

/** An operating system, in any spelling that `parseOs` knows. */
export const os = withRule(z.string(), (value) =>
  parseOs(value)
    ? undefined
    : {
        message: `${quoted(value)} is not a supported operating system`,
        hint: choices(value, OS_NAMES, "Use one of"),
      },
).meta({ description: "Operating system.", examples: OS_NAMES, anyOf: [{ enum: OS_NAMES }, {}] });

/** The name of an operating system that the schema has accepted. */
export function osNameOf(text: string): OsName {
  return requireChecked(parseOs(text), "operating system");
}
