import { TAG } from "../../../core/vm/tags";
import { judge } from "../../../functions/lifecycle/decide";
import type { OwnedVm } from "../../../functions/shared/ec2/vm";
import { makeVm, NOW, RULES } from "./fixtures";

const stopped = (date: string, tags: Record<string, string> = {}): OwnedVm =>
  makeVm({ stoppedAt: `${date}T18:00:00Z`, tags });
const judged = (vm: OwnedVm, origin: "config" | "ticket" = "ticket", isOrphan = false) =>
  judge({ vm, origin, isOrphan, rules: RULES, now: NOW }).kind;

// It is 1 June; VMs are dormant after 30 days, and warned 7 days before.
test.each<[string, OwnedVm, string]>([
  ["running", makeVm({ state: "running" }), "none"],
  ["stopped yesterday", stopped("2026-05-31"), "none"],
  ["stopped 22 days ago", stopped("2026-05-10"), "none"],
  ["stopped 24 days ago", stopped("2026-05-08"), "warn"],
  ["stopped a year ago and never warned", stopped("2025-06-01"), "warn"],
  ["warned yesterday", stopped("2026-05-07", { [TAG.dormancyTold]: "2026-05-31T13:00:00Z" }), "none"],
  ["warned eight days ago", stopped("2026-05-01", { [TAG.dormancyTold]: "2026-05-24T12:00:00Z" }), "remove"],
  [
    "warned before its last use",
    stopped("2026-05-07", { [TAG.dormancyTold]: "2026-04-20T13:00:00Z" }),
    "warn",
  ],
  ["opted out", stopped("2025-06-01", { [TAG.dormancy]: "off" }), "none"],
])("a ticket's VM that is %s", (_, vm, expected) => {
  expect(judged(vm)).toBe(expected);
});

test("an entry of the config is reported once, and never removed", () => {
  const vm = stopped("2026-03-01");
  expect(judged(vm, "config")).toBe("report");
  const told = stopped("2026-03-01", { [TAG.dormancyTold]: "2026-04-20T13:00:00Z" });
  expect(judged(told, "config")).toBe("none");
  expect(judged(vm, "config", true)).toBe("report");
});

test.each<[string, Record<string, string>, string]>([
  ["just found", {}, "orphan-found"],
  ["found three days ago", { [TAG.orphanedSince]: "2026-05-29T13:00:00Z" }, "orphan-reported"],
  ["found eight days ago", { [TAG.orphanedSince]: "2026-05-24T12:00:00Z" }, "remove"],
  [
    "kept by somebody",
    { [TAG.orphanedSince]: "2026-05-01T12:00:00Z", [TAG.dormancy]: "off" },
    "orphan-reported",
  ],
])("a running VM whose ticket is gone, %s", (_, tags, expected) => {
  expect(judged(makeVm({ state: "running", tags }), "ticket", true)).toBe(expected);
});

test("a ticket that is back takes the mark away", () => {
  const vm = makeVm({ state: "running", tags: { [TAG.orphanedSince]: "2026-05-01T12:00:00Z" } });
  expect(judged(vm)).toBe("ticket-is-back");
});

test("with dormancy switched off, nothing is removed", () => {
  const rules = {};
  const old = stopped("2025-01-01", { [TAG.orphanedSince]: "2025-02-01T12:00:00Z" });
  expect(judge({ vm: old, origin: "ticket", isOrphan: true, rules, now: NOW }).kind).toBe("orphan-reported");
  expect(judge({ vm: stopped("2025-01-01"), origin: "ticket", isOrphan: false, rules, now: NOW }).kind).toBe(
    "none",
  );
});
