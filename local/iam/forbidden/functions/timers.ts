import { FUNCTIONS } from "../../../../functions/all-functions";
import type { Attempt } from "../model";
import type { Scene } from "../scene";

/** What the timer of a function must not be able to do. */
export function attemptsOfTimers({ session, fn }: Scene): Attempt[] {
  return FUNCTIONS.flatMap(({ name, timers = {} }) =>
    Object.values(timers).flatMap((timer) => {
      const who = { who: `the timer ${timer.name}`, session: session(`${timer.name}-timer`) };
      return [
        {
          ...who,
          cannot: "invoke another function",
          request: { action: "lambda:InvokeFunction", resource: fn("provision") },
          but: { can: "invoke its own", request: { resource: fn(name) } },
        },
        {
          ...who,
          cannot: "change its function",
          request: { action: "lambda:UpdateFunctionCode", resource: fn(name) },
          but: { can: "invoke it", request: { action: "lambda:InvokeFunction" } },
        },
      ];
    }),
  );
}
