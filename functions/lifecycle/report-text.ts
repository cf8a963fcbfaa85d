import { nameOf, type OwnedVm, ticketOf } from "../shared/ec2/vm";
import type { Step } from "./decide";

interface Reported {
  readonly vm: OwnedVm;
  readonly step: Step;
}

/** The e-mail to the platform team: a paragraph a kind, a line a VM. */
export function reportText(dormant: readonly Reported[], orphans: readonly Reported[]): string {
  return [
    ...paragraph(
      "Entries of the config whose VM has not been used for long. Remove the entry, or set the VM's tag Dormancy=off:",
      dormant.map(
        ({ vm, step }) => `${line(vm)}, last used ${"lastUsed" in step ? day(step.lastUsed) : "never"}`,
      ),
    ),
    ...paragraph(
      "VMs whose ticket is gone. They are removed after the warning time, with a snapshot, unless their tag says Dormancy=off:",
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
