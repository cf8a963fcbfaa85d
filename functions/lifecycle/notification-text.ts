import { nameOf, type OwnedVm, ticketOf } from "../shared/ec2/vm";
import type { DecidedVm } from "./decide";

/** The e-mail to the platform team: a paragraph for each kind, a line for each VM. */
export function notificationText(dormant: readonly DecidedVm[], orphans: readonly DecidedVm[]): string {
  return [
    ...paragraph(
      "Entries of the config whose VM has not been used for a long time. Remove the entry, or set the VM's tag Dormancy=off:",
      dormant.map(
        ({ vm, decision }) =>
          `${line(vm)}, last used ${"lastUsed" in decision ? day(decision.lastUsed) : "never"}`,
      ),
    ),
    ...paragraph(
      "VMs whose ticket does not exist any more. They are removed after the warning time, with a snapshot, unless their tag says Dormancy=off:",
      orphans.map(({ vm }) => `${line(vm)}, ticket ${ticketOf(vm)}`),
    ),
  ].join("\n");
}

function paragraph(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((text) => `- ${text}`), ""];
}

function line(vm: OwnedVm): string {
  return `${nameOf(vm)} (${vm.id}, ${vm.state})`;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
