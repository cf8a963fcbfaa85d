import { ENGINES, hasInsights, parameterFamily } from "../../../core/databases/engines";

test.each([
  ["postgres", "16", "postgres16"],
  ["postgres", "16.4", "postgres16"],
  ["mysql", "8.0", "mysql8.0"],
  ["mysql", "8.4.3", "mysql8.4"],
] as const)("%s %s uses the parameter group family %s", (engine, version, family) => {
  expect(parameterFamily(engine, version)).toBe(family);
});

test.each([
  ["mysql", "db.t4g.micro", false],
  ["mysql", "db.t4g.small", false],
  ["mysql", "db.t3.small", false],
  ["mysql", "db.t4g.medium", true],
  ["mysql", "db.m7g.large", true],
  ["postgres", "db.t4g.micro", true],
  ["postgres", "db.t4g.small", true],
] as const)("Performance Insights on %s, %s: %s", (engine, instanceClass, expected) => {
  expect(hasInsights(engine, instanceClass)).toBe(expected);
});

test("no engine logs every statement: statements contain data and passwords", () => {
  const values = Object.values(ENGINES).flatMap(({ parameters }) =>
    parameters.map(({ name, value }) => `${name}=${value}`),
  );
  expect(values).not.toContain("log_statement=all");
  expect(values).not.toContain("general_log=1");
  expect(ENGINES.mysql.logs).not.toContain("general");
});

test("no engine sets a parameter twice", () => {
  for (const { parameters } of Object.values(ENGINES))
    expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
});
