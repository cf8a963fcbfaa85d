import { OPERATIONAL_TAGS, STEERING_TAGS, TAG, type TagEditor, tagsSetBy } from "../../../core/vm/tags";

/** Keys that IAM policies, schedules and users of earlier deployments rely on. */
const IDENTIFYING = [
  ...["Name", "ClientName", "DeveloperName", "Environment", "ManagedBy", "JiraTicket", "OS"],
  ...["Schedule", "AutoStart", "AutoStop", "ScheduleDays", "Timezone", "IdleStop"],
  ...["InstanceType", "FallbackTypes", "CreatedDate", "CostCenter"],
  ...["HomeFileSystem", "HomeAccessPoint", "Login", "Uid"],
];

test("Terraform sets the identifying tags, and ignores all others", () => {
  expect([...tagsSetBy("terraform")].sort()).toEqual([...IDENTIFYING].sort());
  expect([...OPERATIONAL_TAGS, ...IDENTIFYING].sort()).toEqual(Object.values(TAG).sort());
});

test("no two tags have the same key", () => {
  expect(new Set<string>(Object.values(TAG)).size).toBe(Object.keys(TAG).length);
});

test.each<TagEditor>(["vm", "developers", "operators", "provision", "start-stop", "lifecycle"])(
  "%s sets no tag that Terraform would take back",
  (editor) => {
    expect(tagsSetBy(editor).filter((key) => !OPERATIONAL_TAGS.includes(key))).toEqual([]);
  },
);

test.each<readonly [TagEditor, readonly string[]]>([
  ["vm", ["DevVmState", "StoppedAt", "KeepUntil"]],
  ["developers", ["KeepUntil", "PausedUntil"]],
  ["operators", ["AutoSchedule", "KeepUntil", "PausedUntil"]],
])("%s may set only these tags", (editor, keys) => {
  expect(tagsSetBy(editor)).toEqual(keys);
});

test("the tags that steer the scheduler are its schedule's, its overrides' and the last stop's", () => {
  expect([...STEERING_TAGS].sort()).toEqual([
    ...["AutoSchedule", "AutoStart", "AutoStop", "Dormancy", "IdleStop", "KeepUntil"],
    ...["PausedUntil", "Schedule", "ScheduleDays", "StoppedAt", "Timezone"],
  ]);
});
