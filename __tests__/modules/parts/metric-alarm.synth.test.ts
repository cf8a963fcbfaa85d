import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fleetYaml } from "../../support/fleet-yaml";
import { resourcesOf, synthesizeConfig } from "../../support/synthesize-config";

const repository = join(__dirname, "../../..");
const made = synthesizeConfig(fleetYaml());
afterAll(() => made.remove());

const alarms = [...made.texts.keys()].flatMap((name) =>
  resourcesOf(made.stack(name), "aws_cloudwatch_metric_alarm").map(([, body]) => body),
);
const named = (name: string) => alarms.find(({ alarm_name }) => alarm_name === name);
const runbookOf = ({ alarm_description }: Record<string, unknown>) =>
  / Runbook: (\S+)$/.exec(String(alarm_description))?.[1] ?? "";
/** Anchors of a page's headings. */
const anchors = (page: string) =>
  [...readFileSync(join(repository, page), "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );

test.each(alarms.map((alarm) => [String(alarm["alarm_name"]), alarm] as const))(
  "%s calls the alarm topic, also when it is over, and its description fits and names a runbook that exists",
  (_name, alarm) => {
    expect(alarm["ok_actions"]).toEqual(alarm["alarm_actions"]);
    expect(JSON.stringify(alarm["alarm_actions"])).toMatch(/aws_sns_topic|alarms/);
    expect(String(alarm["alarm_description"]).length).toBeLessThanOrEqual(1024);
    const [page = "", anchor] = runbookOf(alarm).split("#");
    expect(existsSync(join(repository, page))).toBe(true);
    if (anchor) expect(anchors(page)).toContain(anchor);
  },
);

test("the README lists every runbook, and every runbook has its alarm", () => {
  const readme = readFileSync(join(repository, "README.md"), "utf8");
  for (const name of readdirSync(join(repository, "docs/runbooks"))) {
    expect(readme).toContain(`](docs/runbooks/${name})`);
    expect(alarms.map(runbookOf)).toContain(`docs/runbooks/${name}`);
  }
});

test.each([
  ["lifecycle-errors", "notBreaching"],
  ["tickets-backlog", "notBreaching"],
  ["backup-missing", "breaching"],
  ["start-stop-silent", "breaching"],
])("%s treats missing data as %s", (name, expected) => {
  expect(named(`dev-vm-${name}`)?.["treat_missing_data"]).toBe(expected);
});

test("the backlog of tickets raises an alarm only after the time in which failed messages return", () => {
  expect(named("dev-vm-tickets-backlog")).toMatchObject({
    metric_name: "ApproximateAgeOfOldestMessage",
    statistic: "Maximum",
    threshold: 3600,
  });
});

test.each(["tickets-dead-letters", "failed-events"])(
  "%s raises an alarm four days before SQS deletes what it holds",
  (queue) => {
    const retention = 14 * 86_400;
    expect(named(`dev-vm-${queue}-expiring`)?.["threshold"]).toBe(retention - 4 * 86_400);
  },
);
