import { fleetYaml } from "../../support/fleet-yaml";
import { resourcesOf, type Synthesized, synthesizeConfig } from "../../support/synthesize-config";

const made: Synthesized[] = [];
const foundationOf = (extra: Record<string, unknown> = {}) => {
  const one = synthesizeConfig(fleetYaml({ databases: false, extra }));
  made.push(one);
  return one.stack("foundation");
};
const foundation = foundationOf();
afterAll(() => {
  for (const one of made) one.remove();
});
const only = (type: string) => {
  const [first, ...more] = resourcesOf(foundation, type);
  expect(more).toEqual([]);
  return first?.[1] ?? {};
};

test("one trail records all management events of all Regions, reads of secrets included, and validates its files", () => {
  expect(only("aws_cloudtrail")).toMatchObject({
    is_multi_region_trail: true,
    include_global_service_events: true,
    enable_log_file_validation: true,
  });
  // CloudTrail's default, which a selector could only narrow.
  for (const selector of ["event_selector", "advanced_event_selector"])
    expect(only("aws_cloudtrail")).not.toHaveProperty(selector);
});

test("the trail's files are locked for a year in governance mode by default", () => {
  expect(only("aws_s3_bucket_object_lock_configuration")).toMatchObject({
    rule: { default_retention: { mode: "GOVERNANCE", days: 365 } },
  });
});

test("the config can set the lock to compliance mode", () => {
  const strict = foundationOf({ audit: { lockMode: "compliance", lockDays: 30 } });
  expect(
    resourcesOf(strict, "aws_s3_bucket_object_lock_configuration").map(([, { rule }]) => rule),
  ).toMatchObject([{ default_retention: { mode: "COMPLIANCE", days: 30 } }]);
});

test.each(resourcesOf(foundation, "aws_s3_bucket"))(
  "%s is never destroyed, closed and versioned",
  (name, bucket) => {
    expect(bucket["lifecycle"]).toMatchObject({ prevent_destroy: true });
    const of = (type: string) =>
      resourcesOf(foundation, type)
        .map(([, body]) => body)
        .filter((body) => String(body["bucket"]).includes(name));
    expect(of("aws_s3_bucket_versioning")).toMatchObject([
      { versioning_configuration: { status: "Enabled" } },
    ]);
    expect(of("aws_s3_bucket_ownership_controls")).toMatchObject([
      { rule: { object_ownership: "BucketOwnerEnforced" } },
    ]);
    expect(of("aws_s3_bucket_public_access_block")).toMatchObject([
      {
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
    ]);
    expect(of("aws_s3_bucket_server_side_encryption_configuration")).toHaveLength(1);
  },
);

test("only this trail writes to its bucket, and requests without TLS are denied", () => {
  const policies = resourcesOf(foundation, "aws_s3_bucket_policy").map(([, { policy }]) =>
    JSON.parse(String(policy)),
  );
  const statements = policies.flatMap(({ Statement }) => Statement) as Record<string, never>[];
  const allowing = statements.filter(({ Effect }) => Effect === "Allow");
  expect(allowing).toHaveLength(3);
  for (const { Principal, Condition } of allowing) {
    expect(JSON.stringify(Principal)).toMatch(/^\{"Service":"(cloudtrail|logging\.s3)\.amazonaws\.com"\}$/);
    expect(JSON.stringify(Condition)).toContain("aws:SourceArn");
  }
  expect(statements.filter(({ Sid }) => Sid === "NeverWithoutTls")).toHaveLength(policies.length);
});

test("every alarm of the trail has its filter, and all notify the alarm topic", () => {
  const filters = resourcesOf(foundation, "aws_cloudwatch_log_metric_filter").map(([, body]) => body);
  const alarms = resourcesOf(foundation, "aws_cloudwatch_metric_alarm").map(([, body]) => body);
  const metrics = filters.map(
    ({ metric_transformation }) => (metric_transformation as { name: string }).name,
  );
  expect(metrics.sort()).toEqual([
    "audit-changed",
    "break-glass-used",
    "deletion-denied",
    "iam-changed",
    "keys-changed",
    "protection-changed",
    "root-used",
  ]);
  for (const metric of metrics) {
    const alarm = alarms.find(({ metric_name }) => metric_name === metric);
    expect(JSON.stringify(alarm?.["alarm_actions"])).toContain("aws_sns_topic");
  }
});

test("the alarm topic accepts alarms of this account, and rules", () => {
  const { policy } = only("aws_sns_topic_policy");
  const { Statement } = JSON.parse(String(policy)) as {
    Statement: { Principal: object; Condition?: object }[];
  };
  const [alarms, rules] = Statement;
  expect(alarms).toMatchObject({
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceAccount": expect.any(String) } },
  });
  expect(rules?.Principal).toEqual({ Service: "events.amazonaws.com" });
});

test.each([
  [{}, 1, 0],
  [{ guardDuty: true, accessAnalyzer: false }, 0, 1],
])("the config %j creates %i analyzers and %i detectors", (audit, analyzers, detectors) => {
  const stack = foundationOf({ audit });
  expect(resourcesOf(stack, "aws_accessanalyzer_analyzer")).toHaveLength(analyzers);
  expect(resourcesOf(stack, "aws_guardduty_detector")).toHaveLength(detectors);
  // One rule for launches, one for backups, and one for each that finds something.
  expect(resourcesOf(stack, "aws_cloudwatch_event_rule")).toHaveLength(2 + analyzers + detectors);
});
