import { environmentProblems } from "../../../../local/aws/lambda/environment";

describe("a function's variables", () => {
  it.each([
    ["few and free", { SETTINGS: "{}" }, []],
    ["reserved", { AWS_REGION: "us-east-1" }, ["the variable AWS_REGION is reserved"]],
    ["over 4 KB", { SETTINGS: "x".repeat(4096) }, [expect.stringContaining("of the 4096 that AWS allows")]],
    ["just fitting", { S: "x".repeat(4096 - '{"S":""}'.length) }, []],
  ])("%s", (_case, variables, problems) => {
    expect(environmentProblems(variables)).toEqual(problems);
  });
});
