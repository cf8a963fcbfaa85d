import { opinionAt } from "../../core/schedule/boundaries";
import { scheduleOf } from "../../core/schedule/from-tags";
import { vmName } from "../../core/vm/names";
import { STATE_READY, TAG } from "../../core/vm/tags";
import type { VmReading } from "../world/ec2-reader";
import type { World } from "../world/world";
import type { Readings } from "./journal";

/** Every VM of the config has run its own boot to the end. */
export async function checkFleetBoots(world: World, read: Readings): Promise<void> {
  await world.settle();
  for (const vm of await world.ec2.vms()) {
    const boot = world.boots.of(vm.id).at(-1);
    const ready = vm.tags[TAG.state] === STATE_READY && boot?.exitCode === 0;
    read.that(
      `${vm.name} (${vm.tags[TAG.os]}, ${vm.tags[TAG.timezone]})`,
      ready,
      vm.tags[TAG.state] ?? "no state",
    );
    if (!ready) read.note(boot?.log.split("\n").slice(-8).join("\n    ") ?? "never booted");
  }
}

/** Every VM of the config is in the state that its own schedule requires now. */
export async function checkFleetFollowsSchedules(world: World, read: Readings): Promise<void> {
  const now = await world.emulator.now();
  for (const vm of ofConfig(await world.ec2.vms(), world)) {
    const wish = wishOf(vm, world, now);
    const text = `${vm.state}, its schedule (${hours(vm)}) requires ${wish}`;
    read.that(vm.name, wish === "none" || vm.state === wish, text);
  }
}

/** Of these VMs, those that are entries of the config. */
export function ofConfig(vms: readonly VmReading[], { config }: World): VmReading[] {
  const names = new Set(config.clients.flatMap(({ developers }) => developers.map(vmName)));
  return vms.filter(({ name }) => names.has(name));
}

/** The state that a VM's own schedule requires. */
export function wishOf(vm: VmReading, { config }: World, now: Date): string {
  const found = scheduleOf(vm.tags, { named: config.schedules, defaultTimezone: config.defaults.timezone });
  if ("problem" in found) return `no valid schedule: ${found.problem}`;
  return opinionAt(found.schedule, now.getTime()).wish;
}

function hours({ tags }: VmReading): string {
  const own = [tags[TAG.scheduleDays], `${tags[TAG.autoStart]}–${tags[TAG.autoStop]}`].join(" ");
  return `${tags[TAG.schedule] ?? own}, ${tags[TAG.timezone]}`;
}
