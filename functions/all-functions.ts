import { contract as jiraWebhook } from "./jira-webhook/contract";
import { contract as lifecycle } from "./lifecycle/contract";
import { contract as provision } from "./provision/contract";
import type { Contract, TimerContract } from "./shared/contract";
import { contract as startStop } from "./start-stop/contract";
import { contract as vmEvents } from "./vm-events/contract";

/** Every Lambda, by name in alphabetical order. */
export const FUNCTIONS: readonly Contract[] = [jiraWebhook, lifecycle, provision, startStop, vmEvents];

export const TIMERS: readonly TimerContract[] = FUNCTIONS.flatMap(({ timers = {} }) => Object.values(timers));

/** Timers that fire every few minutes: what one run misses, the next one catches up with. */
export const FREQUENT_TIMERS: readonly TimerContract[] = TIMERS.filter(({ expression }) =>
  /^rate\(\d+ minutes?\)$/.test(expression),
);
