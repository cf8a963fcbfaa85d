import * as z from "zod";

/** A Lambda's environment that it cannot work with: every variable at fault, and why. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";

  constructor(readonly problems: readonly string[]) {
    super(`The function's environment is wrong:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
  }
}

/**
 * The environment as a typed object.
 * @throws EnvironmentError with all problems at once; values are not shown
 */
export function parseEnv<T>(env: Readonly<Record<string, string | undefined>>, schema: z.ZodType<T>): T {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  throw new EnvironmentError(result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
}

/** A variable that holds JSON of that shape. */
export function jsonVariable<T>(schema: z.ZodType<T>) {
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
