import { createReporter } from "../../../functions/start-stop/report";
import { run } from "../../../functions/start-stop/run";
import { fakeFleet, lines, NOW, SETTINGS } from "./fixtures";

/** One run; answers what it asked of AWS, counted and logged. */
export async function runOnce(...of: Parameters<typeof fakeFleet>) {
  const { fleet, messenger, calls } = fakeFleet(...of);
  const metrics: Record<string, number> = {};
  const logged: string[] = [];
  const line = (message: unknown, ..._details: unknown[]) => void logged.push(String(message));
  await run({
    settings: SETTINGS,
    fleet,
    messenger,
    readSchedules: async () => ({ named: {}, problems: [] }),
    report: createReporter(
      { info: line, warn: line, error: line },
      { count: (name, amount = 1) => (metrics[name] = (metrics[name] ?? 0) + amount) },
    ),
    now: NOW,
    isTimeLeft: () => true,
  });
  return { calls: lines(calls), metrics, logged };
}
