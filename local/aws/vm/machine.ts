import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { OsName } from "../../../core/vm/os";
import type { RecordedCommand } from "./model";
import { VENDOR_ROOTS } from "./os-release";
import { parseUnitFile } from "./unit-file";

/** The disk of one VM, and its kernel's state. */
export interface Machine {
  /** Temporary root: what the VM sees as `/`. */
  readonly root: string;
  /** The stand-ins' own records: see stand-ins/stand-in.sh. */
  readonly state: string;
}

export function machineAt(directory: string): Machine {
  return { root: join(directory, "root"), state: join(directory, "state") };
}

/** Puts the vendor's image on a new VM's disk. */
export function installImage({ root, state }: Machine, os: OsName): void {
  const { osRelease, ssmUnit, pushedKeys } = VENDOR_ROOTS[os];
  const files: Record<string, string> = {
    "etc/os-release": osRelease,
    "etc/passwd": "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534::/:/sbin/nologin\n",
    "etc/group": "root:x:0:\nnobody:x:65534:\n",
    "etc/skel/.bashrc": "# bashrc of the image\n",
    "etc/skel/.profile": "# profile of the image\n",
    "proc/loadavg": "0.00 0.01 0.05 1/99 1234\n",
    ...(pushedKeys ? { [pushedKeys]: "#!/bin/sh\n" } : {}),
    ...(ssmUnit ? { [`usr/lib/systemd/system/${ssmUnit}`]: "[Install]\nWantedBy=multi-user.target\n" } : {}),
  };
  for (const [path, text] of Object.entries(files)) write(join(root, path), text);
  for (const path of ["dev/pts", "home", "run", "tmp", "var/tmp", "var/log"])
    mkdirSync(join(root, path), { recursive: true });
  mkdirSync(join(state, "bin"), { recursive: true });
}

/** Removes what a VM loses when it is off: mounts, running units, `/run`. Its units start with the next boot. */
export function powerCycle({ root, state }: Machine): void {
  for (const target of lines(join(state, "volatile/mounts"))) {
    rmSync(join(root, target));
    renameSync(join(root, `${target}.under`), join(root, target));
  }
  rmSync(join(state, "volatile"), { recursive: true, force: true });
  rmSync(join(root, "run"), { recursive: true, force: true });
  mkdirSync(join(root, "run"));
  forgetCommands({ root, state });
  const wants = join(root, "etc/systemd/system/multi-user.target.wants");
  mkdirSync(join(state, "volatile/started"), { recursive: true });
  for (const unit of existsSync(wants) ? readdirSync(wants) : [])
    write(join(state, "volatile/started", unit), "");
}

/** The commands of the started units that the VM wrote itself, as this machine can run them. */
export function startedCommands(machine: Machine): (readonly string[])[] {
  return readdirSync(join(machine.state, "volatile/started")).flatMap((unit) => {
    const command = unitCommand(machine, unit);
    return command ? [commandOn(machine, command)] : [];
  });
}

/** The command of a unit that the VM wrote itself; undefined where there is no such unit or command. */
export function unitCommand({ root }: Machine, unit: string): readonly string[] | undefined {
  const path = join(root, "etc/systemd/system", unit);
  return existsSync(path) ? parseUnitFile(readFileSync(path, "utf8")).execStart : undefined;
}

/** A command of the VM as this machine can run it. */
export function commandOn({ root }: Machine, command: readonly string[]): readonly string[] {
  return command.map((word) => onThisMachine(root, word));
}

/** A path of the VM as a path of this machine; a program that the VM's disk lacks by its bare name. */
function onThisMachine(root: string, word: string): string {
  if (!word.startsWith("/")) return word;
  return existsSync(join(root, word)) ? join(root, word) : basename(word);
}

export function recordedCommands({ state }: Machine): RecordedCommand[] {
  return lines(join(state, "commands")).map((line) => {
    const [command = "", ...args] = line.split("\u001f");
    return { command, args };
  });
}

export function forgetCommands({ state }: Machine): void {
  rmSync(join(state, "commands"), { force: true });
}

/** Makes the next `times` calls of a command fail. */
export function failCommand({ state }: Machine, command: string, times: number): void {
  write(join(state, "faults", command), `${times}\n`);
}

function lines(path: string): string[] {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
}

function write(path: string, text: string): void {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
}
