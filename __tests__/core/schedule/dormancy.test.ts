import { type DormancyInput, decideDormancy } from "../../../core/schedule/dormancy";
import { running, stoppedBecause, stoppedByApi } from "./fixtures";

const RULES = { dormancy: { afterDays: 30, warnBeforeDays: 7 } };
/** Used last on 2 March: due on 1 April, users are warned from 25 March on. */
const VM = stoppedByApi("2026-03-02T08:00:00Z", "2026-03-02T12:00:00Z");
const judge = (now: string, more: Partial<DormancyInput> = {}) =>
  decideDormancy({ vm: VM, now: new Date(now), rules: RULES, origin: "ticket", ...more });
const acts = (now: string, more: Partial<DormancyInput> = {}) => {
  const answer = judge(now, more);
  return answer.action === "none"
    ? [answer.reason]
    : [answer.action, answer.removalAt.toISOString().slice(0, 16)];
};
const warnedAt = new Date("2026-03-25T12:00:00Z");

describe("an unused VM", () => {
  test.each<[string, string, Partial<DormancyInput>, string[]]>([
    ["is let be for most of the time", "2026-03-25T11:59:59Z", {}, ["in-use"]],
    ["is warned of", "2026-03-25T12:00:00Z", {}, ["warn", "2026-04-01T12:00"]],
    ["is warned of once", "2026-03-26T12:00:00Z", { warnedAt }, ["warned"]],
    [
      "is removed when its time is over",
      "2026-04-01T12:00:00Z",
      { warnedAt },
      ["remove", "2026-04-01T12:00"],
    ],
    ["is never removed without a warning", "2026-09-01T00:00:00Z", {}, ["warn", "2026-09-08T00:00"]],
    [
      "has the whole warning time after a late warning",
      "2026-09-07T23:59:59Z",
      { warnedAt: new Date("2026-09-01T00:00:00Z") },
      ["warned"],
    ],
    [
      "is removed at the end of it",
      "2026-09-08T00:00:00Z",
      { warnedAt: new Date("2026-09-01T00:00:00Z") },
      ["remove", "2026-09-08T00:00"],
    ],
    [
      "is warned of anew when it was used since the warning",
      "2026-03-25T12:00:00Z",
      { warnedAt: new Date("2026-03-01T00:00:00Z") },
      ["warn", "2026-04-01T12:00"],
    ],
    [
      "stays when its tag says so",
      "2026-09-01T00:00:00Z",
      { vm: { ...VM, tags: { Dormancy: " OFF" } } },
      ["opted-out"],
    ],
    ["stays when the rules are off", "2026-09-01T00:00:00Z", { rules: {} }, ["off"]],
    [
      "stays while it is on its way",
      "2026-09-01T00:00:00Z",
      { vm: { ...VM, state: "stopping" } },
      ["in-transition"],
    ],
    ["is in use while it runs", "2026-09-01T00:00:00Z", { vm: running("2026-03-02T08:00:00Z") }, ["in-use"]],
    [
      "is not reported early when it is the config's",
      "2026-03-26T00:00:00Z",
      { origin: "config" },
      ["in-use"],
    ],
    [
      "is only reported when it is the config's",
      "2026-09-01T00:00:00Z",
      { origin: "config", warnedAt },
      ["report", "2026-04-01T12:00"],
    ],
  ])("%s", (_, now, more, expected) => expect(acts(now, more)).toEqual(expected));

  test.each([
    ["EC2's time of the stop", VM, "2026-03-02T12:00:00Z"],
    [
      "the VM's own time of it",
      stoppedBecause("2026-03-02T08:00:00Z", "Client.InstanceInitiatedShutdown", {
        StoppedAt: "2026-03-03T10:00:00Z",
      }),
      "2026-03-03T10:00:00Z",
    ],
    [
      "its start, where the VM says that its stop is still to come",
      stoppedBecause("2026-03-02T08:00:00Z", "Client.InstanceInitiatedShutdown", {
        StoppedAt: "2099-01-01T00:00:00Z",
      }),
      "2026-03-02T08:00:00Z",
    ],
    [
      "its start, if EC2 has no time",
      stoppedBecause("2026-03-02T08:00:00Z", "Server.InternalError"),
      "2026-03-02T08:00:00Z",
    ],
    [
      "the time at which AWS stopped it",
      { ...VM, stateReasonCode: "Server.InternalError" },
      "2026-03-02T12:00:00Z",
    ],
  ])("was used last at %s", (_, vm, expected) => {
    expect(judge("2026-09-01T00:00:00Z", { vm })).toMatchObject({ lastUsed: new Date(expected) });
  });
});
