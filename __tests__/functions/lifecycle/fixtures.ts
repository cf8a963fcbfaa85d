import type { ScheduleRules } from "../../../core/schedule/model";
import { TAG } from "../../../core/vm/tags";
import type { OwnedVm } from "../../../functions/shared/ec2/vm";

export const NOW = new Date("2026-06-01T13:00:00Z");

export const RULES: Required<Pick<ScheduleRules, "dormancy">> = {
  dormancy: { afterDays: 30, warnBeforeDays: 7 },
};

interface VmInput {
  readonly id?: string;
  readonly state?: string;
  /** ISO instant of a stop by a user. */
  readonly stoppedAt?: string;
  readonly tags?: Record<string, string>;
  readonly ticket?: string;
}

/** John's VM, launched in January 2025. */
export function makeVm({
  id = "i-1",
  state = "stopped",
  stoppedAt,
  tags = {},
  ticket = "INFRA-1",
}: VmInput): OwnedVm {
  return {
    id,
    state,
    launchTime: new Date("2025-01-01T08:00:00Z"),
    ...(stoppedAt
      ? {
          stateReasonCode: "Client.UserInitiatedShutdown",
          stateTransitionReason: `User initiated (${stoppedAt.slice(0, 10)} ${stoppedAt.slice(11, 19)} GMT)`,
        }
      : {}),
    tags: { [TAG.managedBy]: "dev-vm", [TAG.name]: `dev-ClientA-${id}`, [TAG.ticket]: ticket, ...tags },
    instanceType: "t3.large",
    hibernates: false,
    person: { client: "ClientA", developer: `developer-${id}` },
  };
}
