import { TAG } from "../../core/vm/tags";
import type { VmReading } from "../world/ec2-reader";
import type { World } from "../world/world";
import { CALENDAR } from "./calendar";
import { wishOf } from "./fleet";
import type { Readings } from "./journal";
import { type LogLine, logLines, metricOf } from "./log-lines";

/** A morning on which AWS has no capacity for an instance type. */
export class Shortage {
  constructor(
    private readonly world: World,
    private readonly instanceType: string,
  ) {}

  /** VMs of the type stay stopped or run as a stand-in type, all others start, and the run reports its failure. */
  async begin(read: Readings): Promise<void> {
    const { world } = this;
    const { project, scheduler } = world.config;
    const opening = CALENDAR.fridayOpening;
    await world.passUntil(new Date(opening.getTime() - (scheduler.startLeadMinutes + 5) * 60_000));
    const expected = new Map((await world.ec2.vms()).map((vm) => [vm.id, this.expectation(vm, opening)]));
    await world.emulator.lackCapacity([this.instanceType]);
    const log = () => world.lambdas.logs(`${project}-start-stop`);
    const { length } = await log();
    const error = await world.fire("start-stop", opening);
    await world.settle();

    const vms = await world.ec2.vms();
    for (const vm of vms)
      read.equal(`${vm.name}, wants ${vm.tags[TAG.instanceType]}`, present(vm), expected.get(vm.id));
    const hit = vms.filter((vm) => vm.state === "stopped" && wishOf(vm, world, opening) === "running");
    const lines = logLines((await log()).slice(length));
    for (const vm of hit) checkLogOf(vm, lines, read);
    read.equal("metric FailedCapacity", metricOf(lines, "FailedCapacity"), hit.length);
    read.equal("metric StandIns", metricOf(lines, "StandIns"), vms.filter(isStandIn).length);
    const isReported = (error?.errorType === "StartStopError") === hit.length > 0;
    read.that("the run, whose errors an alarm watches", isReported, error?.errorMessage ?? "did not fail");
  }

  async end(read: Readings): Promise<void> {
    await this.world.emulator.lackCapacity([]);
    await this.world.tick(CALENDAR.fridayMorning);
    read.note(`AWS has ${this.instanceType} again`);
  }

  private expectation(vm: VmReading, opening: Date): string {
    if (vm.state === "running" || wishOf(vm, this.world, opening) !== "running") return present(vm);
    const standIns = vm.tags[TAG.fallbackTypes]?.split(" ") ?? [];
    const type = [vm.tags[TAG.instanceType], ...standIns].find((one) => one !== this.instanceType);
    return type ? `running as ${type}` : present(vm);
  }
}

function checkLogOf({ id, name }: VmReading, lines: readonly LogLine[], read: Readings): void {
  const line = lines.find(({ message, instanceId }) => message === "Could not start" && instanceId === id);
  const { name: code, message } = (line?.["error"] ?? {}) as { name?: string; message?: string };
  const text = line ? `${line["level"]} ${line.message}: ${message}` : "no log line";
  read.that(`log of ${name}`, code === "InsufficientInstanceCapacity", text);
}

/** A VM that ran as a stand-in type has its own type again once it has been stopped. */
export async function checkStandInsAreUndone(world: World, read: Readings): Promise<void> {
  for (const vm of await world.ec2.vms()) {
    if (vm.tags[TAG.fallbackTypes] && vm.state === "stopped")
      read.equal(`${vm.name}, stopped, is a`, vm.instance.InstanceType, vm.tags[TAG.instanceType]);
  }
}

function present({ state, instance }: VmReading): string {
  return `${state} as ${instance.InstanceType}`;
}

function isStandIn({ state, tags, instance }: VmReading): boolean {
  return state === "running" && instance.InstanceType !== tags[TAG.instanceType];
}
