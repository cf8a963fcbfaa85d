import type { Defaults, JiraConfig, PolicyConfig, TicketNotices } from "./config/model";
import type { ScheduleRules } from "./schedule/model";

/**
 * The part of the config that a Lambda needs, as JSON in its `SETTINGS` variable: `modules` writes it, the
 * function's `config.ts` reads it. Never a secret, and nothing of single VMs: an entry must not touch `platform`.
 */
export interface StartStopSettings {
  readonly project: string;
  readonly defaultTimezone: string;
  readonly rules: ScheduleRules;
  /** The policy's: no tag makes a VM anything else. */
  readonly instanceTypes: readonly string[];
}

export interface JiraWebhookSettings {
  readonly jira: JiraConfig;
}

export interface ProvisionSettings {
  readonly project: string;
  readonly environment: string;
  readonly defaults: Defaults;
  /** Names that a ticket may give as its schedule. */
  readonly scheduleNames: readonly string[];
  /** Of VMs whose schedule does not say otherwise; 0: never. */
  readonly idleStopMinutes: number;
  readonly policy: PolicyConfig;
  /** What makes a VM one that nobody uses; absent: none is removed for that. */
  readonly dormancy?: NonNullable<ScheduleRules["dormancy"]>;
  readonly jira: JiraConfig;
}

export interface VmEventsSettings {
  readonly project: string;
  readonly region: string;
  /** Absent: no ticket system; nothing is announced. */
  readonly jira?: JiraConfig;
  /** Minutes after a launch or start by which the boot should have ended. */
  readonly bootMinutes: number;
  /** Stops that tickets are warned of. */
  readonly stopNotices: TicketNotices;
  /** Of VMs without one of their own. */
  readonly defaultTimezone: string;
}

export interface LifecycleSettings {
  readonly project: string;
  readonly rules: ScheduleRules;
  /** Absent: no ticket system; VMs are the config's, and only reported. */
  readonly jira?: JiraConfig;
}

/** What VMs know of the config: `settings.json` in the boot bundle. Nothing of single VMs. */
export interface BootSettings {
  /** The longest that `devvm-extend` keeps a VM, in minutes. */
  readonly keepMaxMinutes: number;
}

/** Times that a ticket's message is delivered before it goes to the dead-letter queue: some 45 minutes. */
export const TICKET_DELIVERIES = 10;
