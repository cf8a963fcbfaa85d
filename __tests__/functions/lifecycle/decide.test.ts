import { TAG } from "../../../core/vm/tags";
import { decideVm } from "../../../functions/lifecycle/decide";
import type { OwnedVm } from "../../../functions/shared/ec2/vm";
import { makeVm, NOW, RULES } from "./fixtures";

const stopped = (date: string, tags: Record<string, string> = {}): OwnedVm =>
  makeVm({ stoppedAt: `${date}T18:00:00Z`, tags });
const decided = (vm: OwnedVm, origin: "config" | "ticket" = "ticket", isOrphan = false) =>
  decideVm({ vm, origin, isOrphan, rules: RULES, now: NOW }).kind;

// It is 1 June; VMs are dormant after 30 days, and warned 7 days before.
test.each<[string, string, OwnedVm]>([
  ["none", "running", makeVm({ state: "running" })],
  ["none", "stopped yesterday", stopped("2026-05-31")],
  ["none", "stopped 22 days ago", stopped("2026-05-10")],
  ["warn", "stopped 24 days ago", stopped("2026-05-08")],
  ["warn", "stopped a year ago and never warned of", stopped("2025-06-01")],
  ["none", "warned of yesterday", stopped("2026-05-07", { [TAG.dormancyTold]: "2026-05-31T13:00:00Z" })],
  [
    "remove",
    "warned of eight days ago",
    stopped("2026-05-01", { [TAG.dormancyTold]: "2026-05-24T12:00:00Z" }),
  ],
  [
    "warn",
    "warned of before its last use",
    stopped("2026-05-07", { [TAG.dormancyTold]: "2026-04-20T13:00:00Z" }),
  ],
  ["none", "opted out", stopped("2025-06-01", { [TAG.dormancy]: "off" })],
])("the decision is %s for a ticket's VM that is %s", (expected, _, vm) => {
  expect(decided(vm)).toBe(expected);
});

test("a VM of the config is reported once, and never removed", () => {
  const vm = stopped("2026-03-01");
  expect(decided(vm, "config")).toBe("report");
  const reported = stopped("2026-03-01", { [TAG.dormancyTold]: "2026-04-20T13:00:00Z" });
  expect(decided(reported, "config")).toBe("none");
  expect(decided(vm, "config", true)).toBe("report");
});

test.each<[string, string, Record<string, string>]>([
  ["orphan-found", "just found", {}],
  ["orphan-reported", "found three days ago", { [TAG.orphanedSince]: "2026-05-29T13:00:00Z" }],
  ["remove", "found eight days ago", { [TAG.orphanedSince]: "2026-05-24T12:00:00Z" }],
  [
    "orphan-reported",
    "found a month ago and kept by a tag",
    { [TAG.orphanedSince]: "2026-05-01T12:00:00Z", [TAG.dormancy]: "off" },
  ],
])("the decision is %s for a running orphan that was %s", (expected, _, tags) => {
  expect(decided(makeVm({ state: "running", tags }), "ticket", true)).toBe(expected);
});

test("the tag of an orphan is removed when its ticket is back", () => {
  const vm = makeVm({ state: "running", tags: { [TAG.orphanedSince]: "2026-05-01T12:00:00Z" } });
  expect(decided(vm)).toBe("ticket-is-back");
});

test("no VM is removed when dormancy is switched off", () => {
  const rules = {};
  const old = stopped("2025-01-01", { [TAG.orphanedSince]: "2025-02-01T12:00:00Z" });
  expect(decideVm({ vm: old, origin: "ticket", isOrphan: true, rules, now: NOW }).kind).toBe(
    "orphan-reported",
  );
  expect(
    decideVm({ vm: stopped("2025-01-01"), origin: "ticket", isOrphan: false, rules, now: NOW }).kind,
  ).toBe("none");
});
