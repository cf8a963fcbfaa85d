import { decideFleet } from "../../../functions/start-stop/decide";
import { late, NOW, over, SETTINGS, vm } from "./fixtures";

const office = { periods: [{ days: "mon-fri", start: "08:00", stop: "18:00" }], skipDates: [] };
const plan = (
  vms: Parameters<typeof decideFleet>[0]["vms"],
  named: Parameters<typeof decideFleet>[0]["named"] = { office },
) => {
  const { orders, skipped, problems } = decideFleet({ vms, named, settings: SETTINGS, now: NOW });
  return {
    orders: orders.map(({ vm: { id }, action }) => `${action} ${id}`),
    skipped: skipped.map(({ vm: { id }, reason }) => `${reason} ${id}`),
    problems: problems.map(({ vm: { id }, problem }) => `${id}: ${problem}`),
  };
};

test("VMs are started and stopped by their own tags or by a named schedule", () => {
  const vms = [
    late("i-late"),
    over("i-over"),
    vm("i-named", "stopped", { Schedule: "office" }),
    vm("i-none", "running"),
  ];
  expect(plan(vms)).toEqual({
    orders: ["start i-late", "stop i-over", "start i-named"],
    skipped: ["no-opinion i-none"],
    problems: [],
  });
});

test("a VM with an invalid schedule is left alone and reported, and the others are not delayed", () => {
  const vms = [
    late("i-zone", { Timezone: "Mars/Base" }),
    late("i-name", { Schedule: "holidays" }),
    late("i-late"),
  ];
  const { orders, skipped, problems } = plan(vms);
  expect(orders).toEqual(["start i-late"]);
  expect(skipped).toEqual(["bad-schedule i-zone", "bad-schedule i-name"]);
  expect(problems).toEqual([expect.stringContaining('"Mars/Base"'), expect.stringContaining('"holidays"')]);
});

test("a KeepUntil that is not a valid instant has no effect and is reported", () => {
  const { orders, problems } = plan([over("i-over", { KeepUntil: "tonight" })]);
  expect(orders).toEqual(["stop i-over"]);
  expect(problems).toEqual([expect.stringContaining('"tonight"')]);
});

test("if the named schedules cannot be read, only the VMs that follow one are left alone", () => {
  const vms = [late("i-late"), vm("i-named", "stopped", { Schedule: "office" })];
  const plan = decideFleet({ vms, named: undefined, settings: SETTINGS, now: NOW });
  expect(plan.orders.map((order) => order.vm.id)).toEqual(["i-late"]);
  expect(plan.skipped.map(({ reason }) => reason)).toEqual(["schedules-unreadable"]);
  expect(plan.problems).toEqual([]);
});
