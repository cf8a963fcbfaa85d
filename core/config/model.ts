import type { NetworkConfig } from "../network/model";
import type { NamedSchedule, ScheduleRules } from "../schedule/model";
import type { OsName } from "../vm/os";
import type { VmSpec } from "../vm-spec/vm-spec";

/** Retention that CloudWatch Logs offers, from three months on, in days. */
export const LOG_DAYS = [
  90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** `devvms.yaml` with every default filled in: what `main.ts` and the stacks work with. */
export interface Config {
  /** Prefix of every AWS name, and the value of the `ManagedBy` tag. Lowercase slug, at most 20 characters. */
  readonly project: string;
  readonly environment: string;
  readonly region: string;
  /** The deployment this file belongs to, where one account is not enough. */
  readonly cell?: string;
  readonly defaults: Defaults;
  /** Named schedules, by name. */
  readonly schedules: Readonly<Record<string, NamedSchedule>>;
  readonly scheduler: ScheduleRules;
  readonly network: NetworkConfig;
  readonly databases: { readonly postgres?: DatabaseConfig; readonly mysql?: DatabaseConfig };
  readonly homes: HomesConfig;
  readonly backup: BackupConfig;
  readonly jira?: JiraConfig;
  readonly policy: PolicyConfig;
  readonly state: StateConfig;
  readonly deploy: DeployConfig;
  readonly notices: { readonly ticket: TicketNotices };
  readonly audit: AuditConfig;
  readonly alarms: { /** Address that SNS notifies. */ readonly email?: string };
  readonly clients: readonly ClientConfig[];
}

/** Of which stops the ticket is warned: none, those outside the working hours, or all. */
export type TicketNotices = "never" | "exceptional" | "always";

export interface Defaults {
  readonly instanceType: string;
  readonly os: OsName;
  readonly timezone: string;
  /** Name of a schedule in `schedules`. */
  readonly schedule: string;
  readonly rootVolumeGb: number;
  /** Instance types that stand in where there is no capacity, in order. */
  readonly fallbackTypes: readonly string[];
  /** Hibernate at a stop, so that the next start goes on where it was. */
  readonly hibernate: boolean;
}

export interface DatabaseConfig {
  readonly instanceClass: string;
  readonly storageGb: number;
  /** @default "16" for PostgreSQL, "8.0" for MySQL */
  readonly version: string;
  readonly multiAz: boolean;
  /** Days that automated backups are kept, 1 to 35. @default 7 */
  readonly backupDays: number;
  /** @default true */
  readonly deletionProtection: boolean;
  /** Certificate authority of the server's certificate. @default AWS's own choice */
  readonly caCertificate?: string;
}

export interface HomesConfig {
  /** Days without use after which a file moves to the infrequent-access class. @default 30 */
  readonly infrequentAfterDays: number;
  /** Days without use after which a file moves to the archive class. @default never */
  readonly archiveAfterDays?: number;
}

export interface BackupConfig {
  /** `HH:MM` in the default time zone. @default "05:00" */
  readonly at: string;
  /** Days that a backup is kept. @default 35 */
  readonly keepDays: number;
  /** Days after which a backup of homes moves to cold storage. @default never */
  readonly coldAfterDays?: number;
  readonly lock: {
    /** @default "governance" */
    readonly mode: "none" | "governance" | "compliance";
    /** Shortest and longest time, in days, that the vault lets a backup be kept. @default 7 and 365 */
    readonly minDays: number;
    readonly maxDays: number;
    /** Days after which a compliance lock can no longer be taken off. @default 14 */
    readonly graceDays: number;
  };
}

export interface JiraConfig {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Project keys whose tickets are taken. */
  readonly projects: readonly string[];
  /** Names of the statuses that a ticket is moved to, or that the system moves it to (`done`). */
  readonly statuses: {
    readonly provision: string;
    readonly done: string;
    readonly stop: string;
    readonly terminate: string;
  };
  /** Ids of custom fields, `customfield_NNNNN`. */
  readonly fields: {
    readonly client: string;
    readonly developer: string;
    readonly instanceType?: string;
    readonly os?: string;
    readonly autoStart?: string;
    readonly autoStop?: string;
    readonly timezone?: string;
    /** Name of a schedule, or its text. */
    readonly schedule?: string;
  };
}

export interface PolicyConfig {
  /** Instance types that entries and tickets may ask for. */
  readonly instanceTypes: readonly string[];
  readonly maxVmsPerClient: number;
  readonly maxVmsPerDeveloper: number;
}

export interface AuditConfig {
  /** Whether somebody with a right of its own may shorten the lock on trail files, or nobody at all. */
  readonly lockMode: "governance" | "compliance";
  /** Days that nobody can delete or change a file of the trail. */
  readonly lockDays: number;
  /** Days that the trail and the sessions are kept in CloudWatch Logs. */
  readonly logDays: LogDays;
  /** An account has one detector in a Region: `true` only where no other deployment or organisation makes it. */
  readonly guardDuty: boolean;
  readonly accessAnalyzer: boolean;
}

/** What CloudWatch Logs takes. */
export type LogDays = (typeof LOG_DAYS)[number];

export type StateConfig =
  | { readonly backend: "local" }
  | { readonly backend: "s3"; readonly bucket: string; readonly region: string };

/** Who may deploy: take on the deploy role. Without either, whom the account's own policies let. */
export interface DeployConfig {
  readonly github?: GithubConfig;
  /** ARNs of IAM roles and users. */
  readonly principals: readonly string[];
}

/** A repository whose workflows deploy and plan. */
export interface GithubConfig {
  /** `owner/name`. */
  readonly repository: string;
  /** Its environment that deployments run in. */
  readonly environment: string;
  /** Whether the account's OIDC provider for GitHub is made here; an account can have but one. */
  readonly provider: "create" | "existing";
}

export interface ClientConfig {
  readonly name: string;
  readonly costCenter?: string;
  readonly developers: readonly VmSpec[];
}
