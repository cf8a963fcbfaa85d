import { isIssueKey, projectOf } from "../../../../functions/shared/jira/issue-key";

describe("an issue key", () => {
  it.each(["INFRA-1", "A1-20", "MY_TEAM-7"])("%s is an issue key", (key) => {
    expect(isIssueKey(key)).toBe(true);
  });

  it.each([
    "infra-1",
    "INFRA",
    "INFRA-",
    "INFRA-01",
    "-1",
    "1NFRA-1",
    "INFRA-1/comment",
    "INFRA-1?x",
    "INFRA-1 ",
    "INFRA-1\n",
    "..",
    "",
    7,
    null,
  ])("%j is not an issue key", (key) => {
    expect(isIssueKey(key)).toBe(false);
  });

  it("an issue key contains its project's key", () => {
    expect([projectOf("INFRA-12"), projectOf("nonsense")]).toEqual(["INFRA", undefined]);
  });
});
