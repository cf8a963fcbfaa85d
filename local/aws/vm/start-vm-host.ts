import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseOs } from "../../../core/vm/os";
import { TAG } from "../../../core/vm/tags";
import { emulatorClient } from "../api/client";
import { hostAws } from "./aws";
import { makeCommandPath, STAND_INS } from "./command-path";
import { startInstanceMetadata } from "./instance-metadata";
import {
  commandOn,
  failCommand,
  forgetCommands,
  installImage,
  type Machine,
  machineAt,
  powerCycle,
  recordedCommands,
  startedCommands,
  unitCommand,
} from "./machine";
import type { BootResult, VmInstance } from "./model";
import { ProcessGroup } from "./process-group";

export interface VmHostOptions {
  /** Base URL of the AWS emulator. */
  readonly endpoint: string;
  /** Absolute folder for the VMs' roots and for the homes; kept when the host stops. */
  readonly directory: string;
  readonly region: string;
}

/** Runs the boots of emulated EC2 instances on this machine. */
export interface VmHost {
  /**
   * Switches a VM on. The first time, its user data runs as cloud-init would run it; every time, the units that it
   * enabled run. Resolves when all have ended; a boot that fails is a result, not an error.
   *
   * @throws Error when there is no such instance, or its `OS` tag is not a supported operating system.
   */
  boot(instanceId: string): Promise<BootResult>;
  /** Runs the units of a running VM again, as `systemctl restart` would. */
  restart(instanceId: string): Promise<BootResult>;
  /**
   * Runs a command on a running VM, as a user who is logged in would: `/usr/local/bin/devvm-extend 2h`.
   * If it switches the VM off, EC2 records that the VM's own system did it.
   */
  run(instanceId: string, command: readonly string[]): Promise<BootResult>;
  /** Runs the command of a running VM's unit, as its timer would. @throws Error when it has no such unit */
  startUnit(instanceId: string, unit: string): Promise<BootResult>;
  /** Makes the next `times` calls of a command on a VM fail; 0 ends that. */
  failCommand(instanceId: string, command: string, times: number): void;
  /** The VM's root on this machine. */
  root(instanceId: string): string;
  /** Ends all running processes. */
  stop(): Promise<void>;
}

export function startVmHost({ endpoint, directory, region }: VmHostOptions): VmHost {
  const aws = hostAws(endpoint, region);
  const processes = new ProcessGroup();
  const path = makeCommandPath(join(directory, "commands"));
  const machine = (instanceId: string) => machineAt(join(directory, instanceId));
  const emulator = emulatorClient(endpoint);

  async function boot(instanceId: string): Promise<BootResult> {
    const instance = await aws.instance(instanceId);
    const vm = machine(instanceId);
    const first = !existsSync(vm.root);
    if (first) installImage(vm, osOf(instance));
    powerCycle(vm);
    return bootUp(vm, instance, first);
  }

  async function restart(instanceId: string): Promise<BootResult> {
    const vm = machine(instanceId);
    forgetCommands(vm);
    return bootUp(vm, await aws.instance(instanceId), false);
  }

  async function bootUp(vm: Machine, instance: VmInstance, first: boolean): Promise<BootResult> {
    const userData = await aws.userData(instance.instanceId);
    const script = first ? [installUserData(vm, userData)] : undefined;
    return whileOn(vm, instance, userData, (env) => runAll(vm, script, env));
  }

  async function run(instanceId: string, command: readonly string[]): Promise<BootResult> {
    const vm = machine(instanceId);
    forgetCommands(vm);
    const here = commandOn(vm, command);
    const instance = await aws.instance(instanceId);
    const result = await whileOn(vm, instance, "", (env) => processes.run(here, vm.root, env));
    if (result.commands.some((done) => done.command === "shutdown")) {
      await emulator.stopInstanceAs(instanceId, { code: "Client.InstanceInitiatedShutdown" });
    }
    return result;
  }

  async function startUnit(instanceId: string, unit: string): Promise<BootResult> {
    const command = unitCommand(machine(instanceId), unit);
    if (!command) throw new Error(`${instanceId} has no unit ${unit} that starts anything`);
    return run(instanceId, command);
  }

  /** Does something on a VM whose metadata service answers meanwhile. */
  async function whileOn(
    vm: Machine,
    instance: VmInstance,
    userData: string,
    work: (env: Record<string, string>) => Promise<{ exitCode: number; log: string }>,
  ): Promise<BootResult> {
    const credentials = () => aws.credentials(instance);
    const metadata = await startInstanceMetadata({ instance, userData, credentials });
    try {
      const { exitCode, log } = await work(await environment(vm, metadata.url));
      return { exitCode, log, commands: recordedCommands(vm) };
    } finally {
      await metadata.close();
    }
  }

  async function environment({ root, state }: Machine, metadata: string): Promise<Record<string, string>> {
    const aheadMs = (await emulator.now()).getTime() - Date.now();
    return {
      PATH: `${join(state, "bin")}:${path}`,
      LANG: "C",
      DEVVM_ROOT: root,
      DEVVM_IMDS: metadata,
      DEVVM_BACKOFF: "0.05",
      DEVVM_CLOCK_AHEAD: String(aheadMs / 1000),
      AWS_ENDPOINT_URL: endpoint,
      VM_STATE: state,
      VM_EFS: join(directory, "efs"),
      VM_COMMANDS: join(STAND_INS, "commands"),
    };
  }

  async function runAll(vm: Machine, script: string[] | undefined, env: Record<string, string>) {
    const first = script ? await processes.run(script, vm.root, env) : { exitCode: 0, log: "" };
    if (first.exitCode !== 0) return first;
    const commands = startedCommands(vm);
    if (commands.length === 0) return { exitCode: 1, log: `${first.log}no unit was started\n` };
    let result = first;
    for (const command of commands) {
      const { exitCode, log } = await processes.run(command, vm.root, env);
      result = { exitCode: result.exitCode || exitCode, log: result.log + log };
    }
    return result;
  }

  return {
    boot,
    restart,
    run,
    startUnit,
    failCommand: (instanceId, command, times) => failCommand(machine(instanceId), command, times),
    root: (instanceId) => machine(instanceId).root,
    stop: async () => {
      await processes.stop();
      aws.close();
    },
  };
}

function osOf({ instanceId, tags }: VmInstance) {
  const os = parseOs(tags[TAG.os] ?? "");
  if (!os) throw new Error(`${instanceId} has no operating system in its tag ${TAG.os}`);
  return os;
}

/** Puts user data where cloud-init keeps it; answers the file, which runs by its own first line. */
function installUserData({ root }: Machine, userData: string): string {
  const folder = join(root, "var/lib/cloud/instance/scripts");
  mkdirSync(folder, { recursive: true });
  const script = join(folder, "part-001");
  writeFileSync(script, userData);
  chmodSync(script, 0o700);
  return script;
}
