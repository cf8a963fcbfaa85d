/** Keys as Jira Cloud and Data Center issue them: `INFRA-123`. */
const ISSUE_KEY = /^([A-Z][A-Z0-9_]{1,63})-[1-9][0-9]{0,11}$/;

/** Whether the text is an issue key, and so safe in a URL's path. */
export function isIssueKey(text: unknown): text is string {
  return typeof text === "string" && ISSUE_KEY.test(text);
}

/** Project key of an issue key: `INFRA` of `INFRA-123`; undefined when it is no issue key. */
export function projectOf(key: string): string | undefined {
  return ISSUE_KEY.exec(key)?.[1];
}
