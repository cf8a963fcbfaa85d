import { hoursSaved } from "../../../core/schedule/savings";
import { running, stoppedBecause, stoppedByApi } from "./fixtures";

const FROM = new Date("2026-03-02T00:00:00Z");
const TO = new Date("2026-03-03T00:00:00Z");

describe("the hours that VMs did not run", () => {
  test.each([
    ["off since before", stoppedByApi("2026-02-27T13:00:00Z", "2026-02-27T23:00:00Z"), 24],
    ["off since within", stoppedByApi("2026-02-27T13:00:00Z", "2026-03-02T18:00:00Z"), 6],
    [
      "off since an unknown time, so at most since its start",
      stoppedBecause("2026-03-02T20:00:00Z", "Server.InternalError"),
      4,
    ],
    ["running since before", running("2026-02-27T13:00:00Z", { CreatedDate: "2026-01-01" }), 0],
    ["started within", running("2026-03-02T08:00:00Z", { CreatedDate: "2026-01-01" }), 8],
    ["made within", running("2026-03-02T08:00:00Z", { CreatedDate: "2026-03-02" }), 0],
    ["on its way", { ...running("2026-03-02T08:00:00Z"), state: "stopping" }, 0],
    [
      "stopped after the end, as clocks differ",
      stoppedByApi("2026-03-02T08:00:00Z", "2026-03-03T00:00:02Z"),
      0,
    ],
  ])("%s", (_, vm, hours) => expect(hoursSaved([vm], FROM, TO)).toBe(hours));

  test("are summed over the fleet", () => {
    const off = stoppedByApi("2026-02-27T13:00:00Z", "2026-02-27T23:00:00Z");
    expect(hoursSaved([off, off, running("2026-02-27T13:00:00Z")], FROM, TO)).toBe(48);
    expect(hoursSaved([], FROM, TO)).toBe(0);
  });
});
