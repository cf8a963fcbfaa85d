import type { JiraCredentials } from "../../functions/shared/jira/model";

/** How a stand-in for a Jira Cloud site is set up. */
export interface JiraSetup {
  /** Who may use the REST API. */
  readonly credentials: JiraCredentials;
  /** Every status, with those that an issue can be moved to from it. */
  readonly workflow: Readonly<Record<string, readonly string[]>>;
  /** Ids of the custom fields that exist. */
  readonly customFields?: readonly string[];
  readonly webhook?: WebhookSetup;
  /** Comments in one page at most, whatever is asked for. @default 100 */
  readonly commentsPerPage?: number;
}

export interface WebhookSetup {
  readonly url: string;
  readonly secret: string;
  /** Milliseconds before a delivery is repeated; Jira itself waits minutes. @default 50 */
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

/** One entry of an issue's history, as it stands in a webhook's `changelog.items`. */
export interface ChangeItem {
  readonly field: string;
  readonly fieldtype: "jira" | "custom";
  readonly fieldId: string;
  readonly from: string | null;
  readonly fromString: string | null;
  readonly to: string | null;
  readonly toString: string | null;
}

/** What goes wrong with requests to the REST API. */
export interface Fault {
  /** @default every method */
  readonly method?: string;
  /** @default every path */
  readonly path?: RegExp;
  /** Status of the answer; `drop`: the connection is cut. */
  readonly answer: number | "drop";
  /** Seconds, for the `Retry-After` header. */
  readonly retryAfter?: number;
  /** The work is done all the same: only the answer is lost. @default false */
  readonly afterWork?: boolean;
  /** Requests that it strikes. @default 1 */
  readonly times?: number;
}

export interface LoggedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly status: number | "drop";
}

/** One try of a webhook's delivery. */
export interface LoggedDelivery {
  readonly identifier: string;
  readonly event: string;
  readonly retry: number;
  /** Undefined when nobody answered. */
  readonly status?: number;
}
