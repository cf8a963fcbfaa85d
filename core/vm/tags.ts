/** Who changes tags, as far as this project grants it. */
export type TagEditor =
  /** Terraform, for an entry of the config. */
  | "terraform"
  /**
   * `provision`, in the request that launches the VM; the other functions, and `provision` too, on a VM that exists.
   */
  | "launch"
  | "provision"
  | "start-stop"
  | "lifecycle"
  /** The VM itself: its boot, and the commands of its users. */
  | "vm"
  | "developers"
  | "operators"
  /** Other roles of the account. */
  | "administrators";

interface Tag {
  readonly key: string;
  readonly setBy: readonly TagEditor[];
  /** Who deletes the tag; an editor that only replaces its value is not one of them. */
  readonly removedBy: readonly TagEditor[];
  /** Whether the value decides when the VM is started, stopped or removed. */
  readonly steersScheduler?: true;
  /** Whether `vm-events` is called when the tag changes. */
  readonly callsVmEvents?: true;
  /** Whether the boot, or a command on the VM, reads the tag. */
  readonly readOnVm?: true;
}

/** Tags that say what a VM is and who it is for; they come from the config or the ticket. */
const IDENTIFYING = { setBy: ["terraform", "launch"], removedBy: ["terraform"] } as const;
/** Identifying tags that say when a VM runs. */
const HOURS = { ...IDENTIFYING, steersScheduler: true } as const;
/** Identifying tags without which a VM does not boot. */
const NEEDED_BY_BOOT = { ...IDENTIFYING, readOnVm: true } as const;

/**
 * All tags of a VM. What follows from this table: the tags that Terraform ignores, the rights to change tags of VMs,
 * developers, operators and functions, the rule that calls `vm-events`, the tags that `devvm schedule` checks, and the
 * boot's `tags.json`.
 */
const TAGS = {
  name: { key: "Name", ...IDENTIFYING },
  client: { key: "ClientName", ...IDENTIFYING },
  developer: { key: "DeveloperName", ...IDENTIFYING },
  environment: { key: "Environment", ...IDENTIFYING },
  /** A named schedule of the config, or the text of a schedule; overrides the next four. */
  schedule: { key: "Schedule", ...HOURS },
  autoStart: { key: "AutoStart", ...HOURS },
  autoStop: { key: "AutoStop", ...HOURS },
  scheduleDays: { key: "ScheduleDays", ...HOURS },
  timezone: { key: "Timezone", ...HOURS },
  ticket: { key: "JiraTicket", ...IDENTIFYING },
  os: { key: "OS", ...IDENTIFYING },
  /** Wanted instance type; a stopped VM of another type is changed to it before its next start. */
  instanceType: { key: "InstanceType", ...IDENTIFYING },
  /** Fallback instance types, in order, separated by spaces. */
  fallbackTypes: { key: "FallbackTypes", ...IDENTIFYING },
  created: { key: "CreatedDate", ...IDENTIFYING },
  costCenter: { key: "CostCenter", ...IDENTIFYING },
  managedBy: { key: "ManagedBy", ...IDENTIFYING },
  /** EFS file system of the home. */
  homeFileSystem: { key: "HomeFileSystem", ...NEEDED_BY_BOOT },
  /** EFS access point of the home. */
  homeAccessPoint: { key: "HomeAccessPoint", ...NEEDED_BY_BOOT },
  /** The developer's Linux user on the VM. */
  login: { key: "Login", ...NEEDED_BY_BOOT },
  /** The number of that user, who owns the files of the home. */
  uid: { key: "Uid", ...NEEDED_BY_BOOT },
  /** Time without use after which the VM is stopped, such as `2h`, or `off`. */
  idleStop: { key: "IdleStop", ...HOURS, readOnVm: true },
  /** How far the VM's boot is: see the states below. */
  state: { key: "DevVmState", setBy: ["launch", "vm"], removedBy: [], callsVmEvents: true },
  /** When the VM stopped itself. */
  stoppedAt: { key: "StoppedAt", setBy: ["vm"], removedBy: [], steersScheduler: true },
  /** `off`: the schedule has no effect. */
  autoSchedule: {
    key: "AutoSchedule",
    setBy: ["operators", "provision"],
    removedBy: ["operators", "provision"],
    steersScheduler: true,
  },
  /** The VM is not stopped before this instant. */
  keepUntil: {
    key: "KeepUntil",
    setBy: ["vm", "developers", "operators"],
    removedBy: ["developers", "operators", "start-stop"],
    steersScheduler: true,
    readOnVm: true,
  },
  /** The VM is not started before this instant. */
  pausedUntil: {
    key: "PausedUntil",
    setBy: ["developers", "operators"],
    removedBy: ["developers", "operators", "start-stop"],
    steersScheduler: true,
  },
  /** `off`: the VM stays, even if it has not been used for long. */
  dormancy: {
    key: "Dormancy",
    setBy: ["administrators"],
    removedBy: ["administrators"],
    steersScheduler: true,
  },
  /** The stop that users were last warned of: `2026-03-02T18:00:00Z period-ended`. */
  warnedFor: { key: "WarnedFor", setBy: ["start-stop"], removedBy: [], callsVmEvents: true },
  /** What is wrong with the tags that steer the VM; no tag when nothing is. */
  scheduleProblem: { key: "ScheduleProblem", setBy: ["start-stop"], removedBy: ["start-stop"] },
  /** When it was reported that the VM is unused. */
  dormancyTold: { key: "DormancyTold", setBy: ["lifecycle"], removedBy: [] },
  /** Since when the VM's ticket is known to be deleted. */
  orphanedSince: { key: "OrphanedSince", setBy: ["lifecycle"], removedBy: ["lifecycle"] },
} as const satisfies Readonly<Record<string, Tag>>;

type TagName = keyof typeof TAGS;

const rows: readonly (readonly [string, Tag])[] = Object.entries(TAGS);

/** Tag keys of a VM. The scheduler, the IAM policies and users rely on the spelling. */
export const TAG = Object.fromEntries(rows.map(([name, { key }]) => [name, key])) as {
  readonly [Name in TagName]: (typeof TAGS)[Name]["key"];
};

/** Maximum length of a tag's value in EC2; all characters are allowed. */
export const TAG_VALUE_MAX = 256;

/** Tags that others than Terraform set: Terraform must not treat them as drift. */
export const OPERATIONAL_TAGS = keysWhere(({ setBy }) => !setBy.includes("terraform"));

/** Tags that decide when a VM is started, stopped or removed. */
export const STEERING_TAGS = keysWhere(({ steersScheduler }) => steersScheduler === true);

/** Tags whose changes call `vm-events`. */
export const EVENT_TAGS = keysWhere(({ callsVmEvents }) => callsVmEvents === true);

/** Keys, by name, of the tags that are read or set on the VM. */
export const TAGS_ON_VM: Readonly<Record<string, string>> = Object.fromEntries(
  rows
    .filter(([, { readOnVm, setBy }]) => readOnVm || setBy.includes("vm"))
    .map(([name, { key }]) => [name, key]),
);

/** Tags that an editor sets. */
export function tagsSetBy(editor: TagEditor): readonly string[] {
  return keysWhere(({ setBy }) => setBy.includes(editor));
}

/** Tags that an editor deletes. */
export function tagsRemovedBy(editor: TagEditor): readonly string[] {
  return keysWhere(({ removedBy }) => removedBy.includes(editor));
}

/** Tags that an editor sets or deletes. */
export function tagsChangedBy(editor: TagEditor): readonly string[] {
  return keysWhere(({ setBy, removedBy }) => setBy.includes(editor) || removedBy.includes(editor));
}

function keysWhere(fits: (tag: Tag) => boolean): readonly string[] {
  return rows.filter(([, tag]) => fits(tag)).map(([, { key }]) => key);
}

/** `DevVmState` of a VM whose boot has begun, and of one whose boot has finished; failures are `failed: <why>`. */
export const STATE_LAUNCHING = "launching";
export const STATE_READY = "ready";
export const STATE_FAILED_PREFIX = "failed: ";
