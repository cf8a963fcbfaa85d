import { KEPT_MARKERS, surplusMarkers } from "../../../functions/vm-events/surplus-markers";

const at = (minutes: number) => new Date(Date.parse("2026-03-02T08:00:00Z") + minutes * 60_000).toISOString();
const told = (marker: string, minutes: number) =>
  [marker, { claimed: at(minutes), told: at(minutes) }] as const;
const many = (instance: string, count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => told(`failed-${instance}-${n}`, from + n));
const surplus = (entries: (readonly [string, { claimed: string; told?: string }])[], confirmed: string) =>
  surplusMarkers(Object.fromEntries(entries), confirmed);

describe("the markers that an item keeps", () => {
  it("are all markers while there are few", () => {
    expect(surplus(many("i-0a1", KEPT_MARKERS), "failed-i-0a1-0")).toEqual([]);
  });

  it("are those of the newest starts of the instance and of its being ready", () => {
    const entries = [told("ready-i-0a1", -9), ...many("i-0a1", KEPT_MARKERS)];
    expect(surplus(entries, "failed-i-0a1-19")).toEqual(["failed-i-0a1-0"]);
  });

  it("are the instance's own before those of other instances, however old", () => {
    const entries = [told("failed-i-0a1-0", -9), told("ready-i-0a1", -9), ...many("i-0b2", KEPT_MARKERS)];
    expect(surplus(entries, "failed-i-0a1-0")).toEqual(["failed-i-0b2-1", "failed-i-0b2-0"]);
  });

  it("include claims that are not confirmed yet, and the marker just confirmed", () => {
    const entries = [
      ["ready-i-0c3", { claimed: at(-9) }] as const,
      told("failed-i-0a1-x", -9),
      ...many("i-0a1", KEPT_MARKERS),
    ];
    expect(surplus(entries, "failed-i-0a1-x")).toEqual(["failed-i-0a1-0"]);
  });
});
