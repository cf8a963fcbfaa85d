import * as z from "zod";
import type { Contract } from "./contract";

/** A Lambda's environment is invalid: the message lists every invalid variable with the reason. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";

  constructor(readonly problems: readonly string[]) {
    super(`The function's environment is invalid:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
  }
}

type Environment<Settings extends z.ZodType, Variables extends z.ZodRawShape> = {
  readonly SETTINGS: z.output<Settings>;
} & Readonly<z.output<z.ZodObject<Variables>>>;

/**
 * The environment that the contract describes, read once per cold start.
 * @throws EnvironmentError with all problems at once; values are not shown
 */
export function readEnvironment<Settings extends z.ZodType, Variables extends z.ZodRawShape>(
  { settings, variables }: Contract<Settings, Variables>,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Environment<Settings, Variables> {
  const result = z.object({ SETTINGS: jsonText(settings), ...variables }).safeParse(env);
  if (result.success) return result.data as Environment<Settings, Variables>;
  throw new EnvironmentError(result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
}

/** Text that holds JSON of that shape. */
function jsonText<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: "custom", message: "expected JSON" });
        return z.NEVER;
      }
    })
    .pipe(schema);
}
