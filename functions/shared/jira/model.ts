import type { AdfDocument } from "./adf";

/** An issue as it stands now. */
export interface JiraIssue {
  /** The current key, which differs from the requested one when the issue was moved to another project. */
  readonly key: string;
  /** Name of the current status. */
  readonly status: string;
  /** As Jira sends them, custom fields by id; read them with `fieldText`. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** With `email`: Basic, an API token of Jira Cloud. Without: Bearer, a scoped token or Data Center. */
export interface JiraCredentials {
  readonly email?: string;
  readonly token: string;
}

/** Credentials, from a cache unless `refresh` is set: Jira has just refused the cached ones. */
export type CredentialsSource = (refresh: boolean) => Promise<JiraCredentials>;

export interface JiraComment {
  /** Names the message, such as `ready-i-0abc`: a comment with it is posted once per issue. */
  readonly marker: string;
  readonly body: AdfDocument;
}

export interface JiraClient {
  /** @throws JiraError */
  getIssue(key: string): Promise<JiraIssue>;
  /**
   * Posts unless a comment with the marker exists, also when an earlier answer was lost. Two concurrent callers may
   * both post: a function that can run concurrently claims the announcement first.
   * @throws JiraError
   */
  comment(key: string, comment: JiraComment): Promise<"posted" | "already-posted">;
  /**
   * Moves an issue to the status of that name. `missing`: the workflow offers no such transition from the current status.
   * @throws JiraError
   */
  transition(key: string, statusName: string): Promise<"moved" | "already-there" | "missing">;
}
