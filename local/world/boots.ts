import { forEachConcurrently } from "../../functions/shared/for-each-concurrently";
import type { Emulator } from "../aws/api/start-emulator";
import type { BootResult } from "../aws/vm/model";
import type { VmHost } from "../aws/vm/start-vm-host";

/** Concurrent boots: each is a shell and a few short Python processes. */
const CONCURRENT_BOOTS = 2;

interface StateChange {
  readonly "detail-type": string;
  readonly detail: { readonly "instance-id": string; readonly state: string };
}

/** Boots the VMs that the emulator reports as running. */
export class Boots {
  private seen = 0;
  private readonly results = new Map<string, BootResult[]>();

  constructor(
    private readonly emulator: Emulator,
    private readonly host: VmHost,
  ) {}

  /** Boots what has started since the last call. @returns how many */
  async bootStarted(onBoot?: (done: number, of: number) => void): Promise<number> {
    const { last, events } = await this.emulator.events(this.seen);
    this.seen = last;
    const states = new Map<string, string>();
    for (const { event } of events) {
      const change = event as unknown as StateChange;
      if (change["detail-type"] !== "EC2 Instance State-change Notification") continue;
      states.set(change.detail["instance-id"], change.detail.state);
    }
    const started = [...states].filter(([, state]) => state === "running").map(([id]) => id);
    let done = 0;
    const boot = async (id: string): Promise<void> => {
      const result = await this.host.boot(id);
      this.results.set(id, [...(this.results.get(id) ?? []), result]);
      done += 1;
      onBoot?.(done, started.length);
    };
    await forEachConcurrently(started, boot, CONCURRENT_BOOTS);
    return started.length;
  }

  /** Every boot so far, by the VM's instance id. */
  all(): ReadonlyMap<string, readonly BootResult[]> {
    return this.results;
  }

  /** Boots of a VM, oldest first. */
  of(instanceId: string): readonly BootResult[] {
    return this.results.get(instanceId) ?? [];
  }
}
