import type { JiraCredentials } from "../../functions/shared/jira/model";

/** The setup of a stand-in for a Jira Cloud site. */
export interface JiraSetup {
  /** The credentials that the REST API accepts. */
  readonly credentials: JiraCredentials;
  /** Every status, with the statuses that an issue can be moved to from there. */
  readonly workflow: Readonly<Record<string, readonly string[]>>;
  /** Ids of the custom fields that exist. */
  readonly customFields?: readonly string[];
  readonly webhook?: WebhookSetup;
  /** Maximum of comments in one page. @default 100 */
  readonly commentsPerPage?: number;
}

export interface WebhookSetup {
  readonly url: string;
  readonly secret: string;
  /** Milliseconds before a delivery is retried; Jira itself waits minutes. @default 50 */
  readonly retryPauseMs?: number;
}

export interface NewIssue {
  /** `INFRA-123` */
  readonly key: string;
  readonly status: string;
  /** Values as the REST API shows them, by field id. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

export interface StoredIssue {
  readonly id: string;
  readonly key: string;
  readonly status: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly created: string;
  readonly updated: string;
}

export interface StoredComment {
  readonly id: string;
  /** An ADF document. */
  readonly body: unknown;
  readonly properties: readonly { readonly key: string; readonly value: unknown }[];
  readonly created: string;
}

/** One entry of an issue's history, as in a webhook's `changelog.items`. */
export interface ChangeItem {
  readonly field: string;
  readonly fieldtype: "jira" | "custom";
  readonly fieldId: string;
  readonly from: string | null;
  readonly fromString: string | null;
  readonly to: string | null;
  readonly toString: string | null;
}

/** A fault for requests to the REST API. */
export interface Fault {
  /** @default every method */
  readonly method?: string;
  /** @default every path */
  readonly path?: RegExp;
  /** Status of the answer; `drop` closes the connection without one. */
  readonly answer: number | "drop";
  /** Seconds, for the `Retry-After` header. */
  readonly retryAfter?: number;
  /** The request takes effect, and only its answer is lost. @default false */
  readonly afterWork?: boolean;
  /** Requests that it applies to. @default 1 */
  readonly times?: number;
}

export interface LoggedRequest {
  readonly method: string;
  /** Includes the query. */
  readonly path: string;
  readonly status: number | "drop";
}

/** One attempt to deliver a webhook. */
export interface LoggedDelivery {
  readonly identifier: string;
  readonly event: string;
  readonly retry: number;
  /** Undefined when there was no answer. */
  readonly status?: number;
}
