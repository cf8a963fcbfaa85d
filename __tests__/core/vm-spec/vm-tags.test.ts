import fc from "fast-check";
import type { NamedSchedule, Period } from "../../../core/schedule/model";
import { OPERATIONAL_TAGS, TAG, tagsSetBy } from "../../../core/vm/tags";
import { uid } from "../../../core/vm/uid";
import type { VmSpec } from "../../../core/vm-spec/vm-spec";
import { vmTags } from "../../../core/vm-spec/vm-tags";

const spec: VmSpec = {
  client: "ClientA",
  developer: "jane.doe",
  instanceType: "t3.xlarge",
  os: "Ubuntu22.04",
  fallbackTypes: [],
  hibernate: false,
  rootVolumeGb: 100,
  timezone: "US/Eastern",
  schedule: { name: "office-hours" },
};
const officeHours: NamedSchedule = {
  periods: [{ days: "mon-fri", start: "08:00", stop: "18:00" }],
  skipDates: [],
};

function tags(
  over: Partial<VmSpec> = {},
  schedules: Record<string, NamedSchedule> = { "office-hours": officeHours },
  idleStopMinutes = 0,
) {
  return vmTags({
    project: "dev-vm",
    environment: "dev",
    spec: { ...spec, ...over },
    schedules,
    idleStopMinutes,
    created: "2026-03-02",
    home: { fileSystemId: "fs-1", accessPointId: "fsap-1" },
  });
}

const hours = (all: Record<string, string>) => ({
  start: all["AutoStart"],
  stop: all["AutoStop"],
  days: all["ScheduleDays"],
  zone: all["Timezone"],
  schedule: all["Schedule"],
});

describe("the tags of a VM", () => {
  it("contain its owner, its schedule, and the data that its boot needs", () => {
    expect(tags({ jira: "INFRA-123", costCenter: "CC-1" })).toEqual({
      Name: "dev-ClientA-jane.doe",
      ClientName: "ClientA",
      DeveloperName: "jane.doe",
      Environment: "dev",
      AutoStart: "08:00",
      AutoStop: "18:00",
      Timezone: "US/Eastern",
      ScheduleDays: "mon-fri",
      Schedule: "office-hours",
      JiraTicket: "INFRA-123",
      OS: "Ubuntu22.04",
      InstanceType: "t3.xlarge",
      CreatedDate: "2026-03-02",
      CostCenter: "CC-1",
      ManagedBy: "dev-vm",
      HomeFileSystem: "fs-1",
      HomeAccessPoint: "fsap-1",
      Login: "jane-doe",
      Uid: String(uid(spec)),
    });
  });

  it("contain the fallback instance types, in order", () => {
    expect(tags({ fallbackTypes: ["m5.xlarge", "t3.large"] })).toMatchObject({
      FallbackTypes: "m5.xlarge t3.large",
    });
    expect(tags()).not.toHaveProperty("FallbackTypes");
  });

  it("omit a missing ticket and a missing cost center", () => {
    expect(Object.keys(tags())).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/JiraTicket|CostCenter/)]),
    );
  });

  it("contain no operational tags: others set those", () => {
    expect(Object.keys(tags()).filter((key) => OPERATIONAL_TAGS.includes(key))).toEqual([]);
    expect(tagsSetBy("vm").every((key) => OPERATIONAL_TAGS.includes(key))).toBe(true);
  });

  it("have keys that the instance metadata service can serve", () => {
    for (const key of Object.values(TAG)) expect(key).toMatch(/^[A-Za-z0-9+\-=.,_:@]+$/);
  });
});

describe("the idle timer's tag", () => {
  const idle = (of: Partial<VmSpec>, named: Partial<NamedSchedule>, rule: number) =>
    tags(of, { "office-hours": { ...officeHours, ...named } }, rule)["IdleStop"];

  it.each([
    ["no source", {}, {}, 0, undefined],
    ["the rules", {}, {}, 120, "2h"],
    ["the schedule before the rules", {}, { idleStopMinutes: 90 }, 120, "1h30m"],
    ["the entry before both", { idleStopMinutes: 30 }, { idleStopMinutes: 90 }, 120, "30m"],
    ["the entry, that there is none", { idleStopMinutes: 0 }, { idleStopMinutes: 90 }, 120, "off"],
    ["a schedule of the VM's own, nothing", { schedule: { text: "never" } }, {}, 60, "1h"],
  ])("has the value of %s", (_who, of, named, rule, expected) => {
    expect(idle(of, named, rule)).toBe(expected);
  });
});

describe("the schedule's tags", () => {
  it("contain the text of a VM's own schedule that the other tags cannot express", () => {
    const text = "mon-fri 08:00-18:00 / sat 10:00-14:00";
    expect(hours(tags({ timezone: "Europe/Berlin", schedule: { text } }))).toEqual({
      zone: "Europe/Berlin",
      schedule: text,
    });
  });

  it("contain the period, without a name, for a VM's own schedule", () => {
    const period = { days: "mon-thu", start: "09:00", stop: "17:00" };
    expect(hours(tags({ timezone: "Europe/Berlin", schedule: { period } }))).toEqual({
      start: "09:00",
      stop: "17:00",
      days: "mon-thu",
      zone: "Europe/Berlin",
      schedule: undefined,
    });
  });

  it("prefer a named schedule's time zone to the VM's", () => {
    expect(hours(tags({}, { "office-hours": { ...officeHours, timezone: "Asia/Tokyo" } })).zone).toBe(
      "Asia/Tokyo",
    );
  });

  it("omit the missing side of a one-sided period", () => {
    expect(hours(tags({ schedule: { period: { days: "all", stop: "19:00" } } }))).toMatchObject({
      start: undefined,
      stop: "19:00",
    });
  });

  const inexpressible: readonly (readonly [string, NamedSchedule])[] = [
    [
      "several periods",
      { ...officeHours, periods: [...officeHours.periods, { days: "sat", start: "09:00" }] },
    ],
    ["no periods", { ...officeHours, periods: [] }],
    ["dates to skip", { ...officeHours, skipDates: ["2026-12-25"] }],
    ["days of the month", { ...officeHours, periods: [{ days: "all", monthDays: "1-15", start: "08:00" }] }],
    ["months", { ...officeHours, periods: [{ days: "all", months: "jan", start: "08:00" }] }],
  ];

  it.each(inexpressible)("contain only the name if hours would be incomplete: %s", (_what, schedule) => {
    expect(hours(tags({}, { "office-hours": schedule }))).toEqual({
      zone: "US/Eastern",
      schedule: "office-hours",
    });
  });

  it("never contain hours that are not the period's", () => {
    const time = fc.constantFrom("00:00", "08:00", "23:59", undefined);
    const periods: fc.Arbitrary<Period> = fc.record({
      days: fc.constantFrom("all", "mon-fri", "sat#L"),
      months: fc.constantFrom("jan", undefined),
      start: time,
      stop: time,
    });
    fc.assert(
      fc.property(periods, (period) => {
        const { start, stop, days } = hours(tags({ schedule: { period } }));
        expect([undefined, period.start]).toContain(start);
        expect([undefined, period.stop]).toContain(stop);
        expect(days).toBe(period.months === undefined ? period.days : undefined);
      }),
    );
  });
});
