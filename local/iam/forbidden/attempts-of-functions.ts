import { attemptsOfProvision } from "./attempts-of-provision";
import { attemptsOfJiraWebhook } from "./functions/jira-webhook";
import { attemptsOfLifecycle } from "./functions/lifecycle";
import { attemptsOfStartStop } from "./functions/start-stop";
import { attemptsOfTimers } from "./functions/timers";
import { attemptsOfVmEvents } from "./functions/vm-events";
import type { Attempt } from "./model";
import type { Scene } from "./scene";

/** The attempts of each function. */
export const ATTEMPTS_OF_FUNCTIONS: Readonly<Record<string, (scene: Scene) => Attempt[]>> = {
  "jira-webhook": attemptsOfJiraWebhook,
  lifecycle: attemptsOfLifecycle,
  provision: attemptsOfProvision,
  "start-stop": attemptsOfStartStop,
  "vm-events": attemptsOfVmEvents,
};

/** What the functions, and the timers that call them, must not be able to do. */
export function attemptsOfFunctions(scene: Scene): Attempt[] {
  const attempts = Object.values(ATTEMPTS_OF_FUNCTIONS).flatMap((attemptsOf) => attemptsOf(scene));
  return [...attempts, ...attemptsOfTimers(scene)];
}
