import fc from "fast-check";
import { parseRequest, type Request } from "../../../../functions/provision/ticket/request";
import { FIELD, SETTINGS } from "../settings";

const NOW = new Date("2026-03-02T10:00:00Z");
const ASKED = { [FIELD.client]: "clienta", [FIELD.developer]: "john-smith" };

const parse = (
  fields: Record<string, unknown>,
  client: { name: string; costCenter?: string } | undefined = { name: "ClientA" },
) => parseRequest({ issue: { key: "INFRA-7", fields }, settings: SETTINGS, client, now: NOW });
const problemsOf = (request: Request) => ("problems" in request ? request.problems : []);
const specOf = (request: Request) => ("spec" in request ? request.spec : undefined);

describe("a request by ticket", () => {
  it("a request has the defaults for empty fields, and the client as the config spells it", () => {
    expect(parse(ASKED)).toEqual({
      spec: {
        client: "ClientA",
        developer: "john-smith",
        instanceType: "t3.xlarge",
        os: "AmazonLinux2023",
        rootVolumeGb: 100,
        fallbackTypes: [],
        hibernate: false,
        timezone: "US/Eastern",
        schedule: { name: "office-hours" },
        jira: "INFRA-7",
      },
      warnings: [],
    });
  });

  it("a request carries the client's cost center", () => {
    expect(specOf(parse(ASKED, { name: "ClientA", costCenter: "CC-9" }))?.costCenter).toBe("CC-9");
  });

  it.each([
    [
      "an instance type in a select",
      { [FIELD.instanceType]: { value: "M5.xlarge", id: "1" } },
      { instanceType: "m5.xlarge" },
    ],
    ["an operating system in a common spelling", { [FIELD.os]: { value: "RHEL 9" } }, { os: "RHEL9" }],
    [
      "a developer picked from the users",
      { [FIELD.developer]: { accountId: "a1", displayName: "Jane Doe" } },
      { developer: "Jane Doe" },
    ],
    [
      "a zone alone",
      { [FIELD.timezone]: "Europe/Berlin" },
      { timezone: "Europe/Berlin", schedule: { name: "office-hours" } },
    ],
    [
      "own hours",
      { [FIELD.autoStart]: "09:00", [FIELD.autoStop]: "17:30" },
      { schedule: { period: { days: "mon-fri", start: "09:00", stop: "17:30" } } },
    ],
    [
      "hours with one digit",
      { [FIELD.autoStart]: "8:00", [FIELD.autoStop]: "18:00:00" },
      { schedule: { period: { days: "mon-fri", start: "08:00", stop: "18:00" } } },
    ],
    [
      "always on",
      { [FIELD.autoStart]: "00:00", [FIELD.autoStop]: "00:00" },
      { schedule: { period: { days: "all", start: "00:00", stop: "00:00" } } },
    ],
    [
      "a schedule by its name",
      { [FIELD.schedule]: { value: "Always-On" } },
      { schedule: { name: "always-on" }, timezone: "US/Eastern" },
    ],
    [
      "a schedule of several periods as text, in its zone",
      { [FIELD.schedule]: "Mon-Fri 8:00-18:00 / sat 10:00-14:00 @Europe/Berlin" },
      { schedule: { text: "mon-fri 08:00-18:00 / sat 10:00-14:00" }, timezone: "Europe/Berlin" },
    ],
    [
      "a single period as text",
      { [FIELD.schedule]: "mon-thu 9:00-17:00", [FIELD.timezone]: "Asia/Tokyo" },
      { schedule: { period: { days: "mon-thu", start: "09:00", stop: "17:00" } }, timezone: "Asia/Tokyo" },
    ],
  ])("a request may ask for %s", (_, fields, expected) => {
    const request = parse({ ...ASKED, ...fields });
    expect(problemsOf(request)).toEqual([]);
    expect(specOf(request)).toMatchObject(expected);
  });

  it.each<[string, Record<string, unknown>, string, RegExp]>([
    ["no developer", { [FIELD.developer]: null }, "Developer", /empty/],
    ["a name that AWS does not take", { [FIELD.developer]: "a*b" }, "Developer", /"a\*b"/],
    [
      "an instance type outside the policy",
      { [FIELD.instanceType]: "t9.huge" },
      "Instance type",
      /"t9.huge" is not offered/,
    ],
    ["an unknown operating system", { [FIELD.os]: "Windows 11" }, "Operating system", /"Windows 11"/],
    ["an unknown zone", { [FIELD.timezone]: "Mars/Phobos" }, "Timezone", /Mars\/Phobos/],
    ["an unknown schedule", { [FIELD.schedule]: "weekends" }, "Schedule", /"weekends" is not known/],
    [
      "a bad text of a schedule",
      { [FIELD.schedule]: "mon-fry 08:00-" },
      "Schedule",
      /mon-fry.*character 1\)/,
    ],
    [
      "a schedule that its tag has no room for",
      { [FIELD.schedule]: `08:00- except ${Array(30).fill("2026-12-25").join(",")}` },
      "Schedule",
      /347 characters/,
    ],
    [
      "a schedule beside times",
      { [FIELD.schedule]: "always-on", [FIELD.autoStart]: "08:00" },
      "Schedule",
      /beside AutoStart/,
    ],
    [
      "two time zones",
      { [FIELD.schedule]: "08:00- @UTC", [FIELD.timezone]: "Asia/Tokyo" },
      "Timezone",
      /Asia\/Tokyo.*UTC/,
    ],
    ["a start alone", { [FIELD.autoStart]: "08:00" }, "AutoStop", /empty/],
    ["a stop alone", { [FIELD.autoStop]: "18:00" }, "AutoStart", /empty/],
    [
      "a start that is no time",
      { [FIELD.autoStart]: "25:00", [FIELD.autoStop]: "18:00" },
      "AutoStart",
      /25:00/,
    ],
    ["a stop that is no time", { [FIELD.autoStart]: "08:00", [FIELD.autoStop]: "6 pm" }, "AutoStop", /6 pm/],
  ])("a request with %s is refused", (_, fields, what, found) => {
    const problems = problemsOf(parse({ ...ASKED, ...fields }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ what, found: expect.stringMatching(found) });
  });

  it("a request for a client that the config does not have is refused", () => {
    const request = parseRequest({
      issue: { key: "INFRA-7", fields: ASKED },
      settings: SETTINGS,
      client: undefined,
      now: NOW,
    });
    expect(problemsOf(request)).toMatchObject([
      { what: "Client", found: expect.stringContaining("clienta") },
    ]);
  });

  it("all problems of a request are reported at once, each with the expected value", () => {
    const request = parseRequest({
      issue: {
        key: "INFRA-7",
        fields: {
          [FIELD.client]: "Nobody",
          [FIELD.instanceType]: "t9.huge",
          [FIELD.os]: "BeOS",
          [FIELD.autoStart]: "late",
          [FIELD.timezone]: "Nowhere",
        },
      },
      settings: SETTINGS,
      client: undefined,
      now: NOW,
    });
    const problems = problemsOf(request);
    expect(problems.map(({ what }) => what)).toEqual([
      "Client",
      "Developer",
      "Instance type",
      "Operating system",
      "AutoStop",
      "AutoStart",
      "Timezone",
    ]);
    for (const { expected } of problems) expect(expected).not.toBe("");
  });

  it("a request for an operating system past its vendor's support is accepted with a warning", () => {
    const request = parse({ ...ASKED, [FIELD.os]: "Ubuntu 20.04" });
    expect("warnings" in request && request.warnings).toEqual([expect.stringContaining("2025-05-31")]);
  });

  it("fields that the config does not map are ignored", () => {
    const { os: _, ...fields } = FIELD;
    const settings = { ...SETTINGS, jira: { ...SETTINGS.jira, fields } };
    const issue = { key: "INFRA-7", fields: { ...ASKED, [FIELD.os]: "BeOS" } };
    const request = parseRequest({ issue, settings, client: { name: "ClientA" }, now: NOW });
    expect(specOf(request)?.os).toBe("AmazonLinux2023");
  });

  it("a request is either a VM within the policy or a list of problems, whatever its fields hold", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.values(FIELD)), fc.anything()), (fields) => {
        const request = parse(fields);
        const spec = specOf(request);
        if (spec) expect(SETTINGS.policy.instanceTypes).toContain(spec.instanceType);
        else expect(problemsOf(request).length).toBeGreaterThan(0);
      }),
    );
  });
});
