import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseConfig } from "../../../core/config/parse";
import { problemsOf } from "./problems-of";

const root = join(__dirname, "../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const parse = (text: string) => parseConfig(text, "devvms.yaml").config;
const now = new Date("2026-03-02T12:00:00Z");

describe("the example fleet", () => {
  const { config, warnings } = parseConfig(read("devvms.yaml"), "devvms.yaml", { now });
  const vms = config.clients.flatMap(({ developers }) => developers);

  it("the example is valid, without a warning", () => {
    expect(warnings).toEqual([]);
  });

  it("the example has five developers in two clients, three operating systems and two time zones", () => {
    expect(config.clients.map(({ name }) => name)).toEqual(["ClientA", "ClientB"]);
    expect(new Set(vms.map(({ developer }) => developer)).size).toBe(5);
    expect(new Set(vms.map(({ os }) => os)).size).toBe(3);
    expect(new Set(vms.map(({ timezone }) => timezone))).toEqual(new Set(["US/Eastern", "Europe/Berlin"]));
  });

  it("the first line of the example names the schema for editors", () => {
    expect(read("devvms.yaml").split("\n")[0]).toBe("# yaml-language-server: $schema=./devvms.schema.json");
  });

  it("an entry without settings gets the defaults", () => {
    expect(vms.find(({ developer }) => developer === "john-smith")).toEqual({
      client: "ClientA",
      developer: "john-smith",
      instanceType: "t3.xlarge",
      os: "AmazonLinux2023",
      rootVolumeGb: 100,
      fallbackTypes: [],
      hibernate: false,
      timezone: "US/Eastern",
      schedule: { name: "office-hours" },
      jira: "INFRA-123",
      costCenter: "CC-1001",
    });
  });

  it("an entry with a schedule of its own gets that schedule's time zone", () => {
    expect(
      vms.find(({ client, developer }) => client === "ClientA" && developer === "jane-doe"),
    ).toMatchObject({
      instanceType: "m5.xlarge",
      os: "Ubuntu22.04",
      timezone: "Europe/Berlin",
      schedule: { period: { days: "mon-thu", start: "09:00", stop: "17:00" } },
    });
  });
});

describe("a config that sets almost nothing", () => {
  it("an empty config gets the documented defaults", () => {
    expect(parse("{}")).toEqual({
      project: "dev-vm",
      environment: "dev",
      region: "us-east-1",
      deploy: { principals: [] },
      defaults: {
        instanceType: "t3.xlarge",
        os: "AmazonLinux2023",
        timezone: "US/Eastern",
        schedule: "office-hours",
        rootVolumeGb: 100,
        fallbackTypes: [],
        hibernate: false,
      },
      schedules: {
        "office-hours": { periods: [{ days: "mon-fri", start: "08:00", stop: "18:00" }], skipDates: [] },
        "always-on": { periods: [{ days: "all", start: "00:00", stop: "00:00" }], skipDates: [] },
      },
      scheduler: {
        offHoursMaxMinutes: 240,
        keepMaxMinutes: 7 * 24 * 60,
        warnBeforeMinutes: 15,
        startLeadMinutes: 0,
        idleStopMinutes: 0,
        dormancy: { afterDays: 30, warnBeforeDays: 7 },
      },
      network: {
        cidr: "10.0.0.0/16",
        azs: 2,
        nat: "single",
        ipv6: false,
        endpoints: [],
        trustedAccounts: [],
        egress: [],
        flowLogs: { traffic: "all", retentionDays: 365 },
      },
      databases: {},
      homes: { infrequentAfterDays: 30 },
      backup: {
        at: "05:00",
        keepDays: 35,
        lock: { mode: "governance", minDays: 7, maxDays: 365, graceDays: 14 },
      },
      policy: {
        instanceTypes: ["t3.large", "t3.xlarge", "m5.xlarge"],
        maxVmsPerClient: 20,
        maxVmsPerDeveloper: 3,
      },
      state: { backend: "local" },
      notices: { ticket: "exceptional" },
      audit: {
        lockMode: "governance",
        lockDays: 365,
        logDays: 365,
        guardDuty: false,
        accessAnalyzer: true,
      },
      alarms: {},
      clients: [],
    });
  });

  it("databases have a week of backups and are protected from deletion by default", () => {
    const server = "{ instanceClass: db.t4g.small, storageGb: 100 }";
    const rest = {
      instanceClass: "db.t4g.small",
      storageGb: 100,
      multiAz: false,
      backupDays: 7,
      deletionProtection: true,
    };
    expect(parse(`databases: { postgres: ${server}, mysql: ${server} }`).databases).toEqual({
      postgres: { ...rest, version: "16" },
      mysql: { ...rest, version: "8.0" },
    });
  });

  it("the bucket of S3 state is in the deployment's own region by default", () => {
    expect(parse("region: eu-west-1\nstate: { backend: s3, bucket: acme-state }").state).toEqual({
      backend: "s3",
      bucket: "acme-state",
      region: "eu-west-1",
    });
  });
});

describe("a config that sets everything", () => {
  const config = parse(read("__tests__/fixtures/configs/complete.yaml"));

  it("every setting keeps the value of the file", () => {
    expect(config).toMatchObject({
      project: "acme-vms",
      cell: "cell-2",
      scheduler: {
        offHoursMaxMinutes: 90,
        keepMaxMinutes: 3 * 24 * 60,
        warnBeforeMinutes: 30,
        startLeadMinutes: 10,
        idleStopMinutes: 120,
        dormancy: { afterDays: 60, warnBeforeDays: 14 },
      },
      network: {
        cidr: "172.16.0.0/20",
        azs: 3,
        nat: "per-az",
        ipv6: true,
        endpoints: ["ssm", "kms"],
        trustedAccounts: ["210987654321"],
        egress: [
          { ports: { from: 22, to: 22 }, cidr: "140.82.112.0/20", description: "Git over SSH" },
          { ports: { from: 8000, to: 8100 }, cidr: "2001:db8::/32", description: "Previews" },
        ],
        flowLogs: { traffic: "reject", retentionDays: 365 },
        reserved: [{ name: "office", cidr: "10.0.0.0/8" }],
      },
      databases: { postgres: { version: "17.2", multiAz: true, backupDays: 35, deletionProtection: false } },
      homes: { infrequentAfterDays: 60, archiveAfterDays: 180 },
      backup: {
        at: "06:30",
        keepDays: 400,
        coldAfterDays: 30,
        lock: { mode: "compliance", minDays: 30, maxDays: 3650, graceDays: 3 },
      },
      policy: { maxVmsPerClient: 2, maxVmsPerDeveloper: 1 },
      state: { backend: "s3", bucket: "acme-state", region: "eu-west-1" },
      audit: { lockMode: "compliance", lockDays: 2555, logDays: 731, guardDuty: true, accessAnalyzer: false },
      alarms: { email: "ops@example.com" },
    });
    expect(config.databases.mysql).toBeUndefined();
  });

  it("addresses and operating systems get one spelling", () => {
    expect(config.jira?.baseUrl).toBe("https://acme.atlassian.net");
    expect(config.defaults.os).toBe("Ubuntu22.04");
    expect(config.clients[0]?.developers[0]?.os).toBe("RHEL9");
  });

  it("the built-in schedules stay beside those of the file, where absent days are all days", () => {
    expect(Object.keys(config.schedules).sort()).toEqual(["always-on", "nights", "office-hours", "weekends"]);
    expect(config.schedules["nights"]?.periods[1]).toEqual({
      days: "all",
      monthDays: "1-15,L",
      months: "jan-mar",
      stop: "24:00",
    });
  });

  it("a schedule that is a line of text is read like one that is a mapping", () => {
    expect(config.schedules["weekends"]).toEqual({
      timezone: "Asia/Tokyo",
      periods: [
        { days: "sat", start: "10:00", stop: "14:00" },
        { days: "sun", stop: "18:00" },
      ],
      skipDates: ["2026-12-24/2027-01-01"],
    });
    expect(config.schedules["nights"]?.idleStopMinutes).toBe(90);
  });

  it("the cost center of an entry takes precedence over its client's", () => {
    expect(config.clients[0]?.developers.map(({ costCenter }) => costCenter)).toEqual(["CC/1", "CC/2"]);
  });
});

describe("a schedule of the same name as a built-in one", () => {
  it("a schedule of the file replaces the built-in one", () => {
    const { schedules } = parse(
      'schedules: { office-hours: { periods: [{ start: "10:00", stop: "16:00" }] } }',
    );
    expect(schedules["office-hours"]?.periods).toEqual([{ days: "all", start: "10:00", stop: "16:00" }]);
  });
});

describe("how long a VM may run outside its hours", () => {
  it.each([
    ["4", 240],
    ["0.5", 30],
    ["4h", 240],
    ["90m", 90],
    ["1h30m", 90],
    ["1H 30M", 90],
    ["24h", 1440],
    ["15m", 15],
  ])("offHoursMax is a number of hours or a text with units: %s", (written, minutes) => {
    expect(parse(`scheduler: { offHoursMax: ${written} }`).scheduler.offHoursMaxMinutes).toBe(minutes);
  });
});

describe("hours of a VM's own", () => {
  const entry = (schedule: string) =>
    parse(`clients: [{ name: A, developers: [{ name: a-b, schedule: ${schedule} }] }]`).clients[0]
      ?.developers[0];

  it.each([
    [
      "one period of text",
      '"mon-thu 9:00-17:00"',
      { period: { days: "mon-thu", start: "09:00", stop: "17:00" } },
    ],
    ["several", '"mon-fri 08:00-18:00/Sat 10:00-14:00"', { text: "mon-fri 08:00-18:00 / sat 10:00-14:00" }],
    ["days of the month", '{ periods: [{ monthDays: 1-15, start: "08:00" }] }', { text: "1-15 08:00-" }],
    [
      "dates to skip",
      '{ periods: [{ stop: "24:00" }], skipDates: ["2026-12-25"] }',
      { text: "all -24:00 except 2026-12-25" },
    ],
    ["always", "always", { period: { days: "all", start: "00:00", stop: "00:00" } }],
    ["never", "never", { text: "never" }],
  ])("hours become a single period where tags can express it, else text: %s", (_name, written, schedule) => {
    expect(entry(written)).toMatchObject({ schedule, timezone: "US/Eastern" });
  });

  it("the text of a schedule may set the time zone", () => {
    expect(entry('"@Asia/Tokyo mon 08:00-"')).toMatchObject({
      schedule: { period: { days: "mon", start: "08:00" } },
      timezone: "Asia/Tokyo",
    });
  });
});

describe("rules that may be off", () => {
  it("a rule that is off is 0, or absent", () => {
    const { scheduler } = parse("scheduler: { warnBefore: off, startLead: 0, idleStop: OFF, dormancy: off }");
    expect(scheduler).toMatchObject({ warnBeforeMinutes: 0, startLeadMinutes: 0, idleStopMinutes: 0 });
    expect(scheduler.dormancy).toBeUndefined();
  });

  it("the idle stop may be off for one VM alone", () => {
    const text =
      "scheduler: { idleStop: 2h }\nclients: [{ name: A, developers: [{ name: a-b, idleStop: off }] }]";
    expect(parse(text).clients[0]?.developers[0]?.idleStopMinutes).toBe(0);
  });
});

describe("what is accepted with a warning", () => {
  const old = "clients: [{ name: A, developers: [{ name: a-b, os: Ubuntu20.04 }] }]";

  it("an operating system past its vendor's support gets a warning by the date given", () => {
    expect(problemsOf(old, now)).toMatchObject([
      {
        line: 1,
        path: "clients[0].developers[0].os",
        severity: "warning",
        message: expect.stringContaining("2025-05-31"),
      },
    ]);
    expect(problemsOf(old, new Date("2025-05-31T23:59:59Z"))).toEqual([]);
    expect(problemsOf(old)).toEqual([]);
  });

  it.each([
    ["a network without NAT", "network: { nat: none }", "network.nat", "amazon-efs-utils"],
    [
      "a time zone that the schedule's own overrides",
      "schedules: { s: { timezone: UTC } }\nclients: [{ name: A, developers: [{ name: a-b, schedule: s, timezone: Asia/Tokyo }] }]",
      "clients[0].developers[0].timezone",
      "another schedule",
    ],
    ["an unknown YAML tag", "project: !name dev-vm", "", "quotes"],
  ])("a warning is given for %s", (_name, yaml, path, hint) => {
    const { warnings } = parseConfig(yaml, "devvms.yaml");
    expect(warnings).toMatchObject([{ path, severity: "warning", hint: expect.stringContaining(hint) }]);
  });
});

describe("YAML", () => {
  it("anchors and aliases are followed, for values and for positions", () => {
    const entry = "x: &e { name: john-smith, os: RHEL9 }";
    const text = `clients:\n  - name: A\n    developers: &d\n      - { name: a-b, os: RHEL9 }\n  - name: B\n    developers: *d\n`;
    expect(parse(text).clients[1]?.developers[0]?.os).toBe("RHEL9");
    expect(problemsOf(text.replace("RHEL9", "Windows")).map(({ line, path }) => [line, path])).toEqual([
      [4, "clients[0].developers[0].os"],
      [4, "clients[1].developers[0].os"],
    ]);
    expect(problemsOf(entry).map(({ path }) => path)).toEqual(["x"]);
  });

  it("a time of day without quotes is not read as a number", () => {
    const { schedules } = parse("schedules: { s: { periods: [{ start: 08:00, stop: 18:00 }] } }");
    expect(schedules["s"]?.periods[0]).toMatchObject({ start: "08:00", stop: "18:00" });
  });
});
