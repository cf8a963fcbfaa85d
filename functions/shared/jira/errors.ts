/** A call to Jira that failed. `retryable`: whether the same call may succeed later. */
export class JiraError extends Error {
  override readonly name: string = "JiraError";

  constructor(
    message: string,
    readonly retryable: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** No answer, a 5xx or a 429, after all tries. */
export class JiraUnavailableError extends JiraError {
  override readonly name = "JiraUnavailableError";

  constructor(
    message: string,
    /** Seconds that Jira asks to wait; undefined when it did not ask. */
    readonly retryAfterSeconds?: number,
    options?: ErrorOptions,
  ) {
    super(message, true, options);
  }
}

/** A 3xx or 4xx: Jira refused the request. 404 also means an issue that the account may not see. */
export class JiraRefusedError extends JiraError {
  override readonly name = "JiraRefusedError";

  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message, false);
  }
}

/** 401 with credentials fetched a moment ago: an operator has to renew the secret. */
export class JiraAuthError extends JiraError {
  override readonly name = "JiraAuthError";

  constructor(message: string) {
    super(message, false);
  }
}

/** A success with a body that the REST API does not document: often of a proxy or a log-in page. */
export class JiraAnswerError extends JiraError {
  override readonly name = "JiraAnswerError";

  constructor(message: string, options?: ErrorOptions) {
    super(message, false, options);
  }
}

/** The text is not an issue key, and so is never put into a URL. */
export class InvalidIssueKeyError extends JiraError {
  override readonly name = "InvalidIssueKeyError";

  constructor() {
    super("Not an issue key: expected a project key, a hyphen and a number, such as INFRA-123", false);
  }
}

/** The secret with Jira's credentials cannot be read, or its content is invalid. */
export class JiraCredentialsError extends JiraError {
  override readonly name = "JiraCredentialsError";

  constructor(message: string, options?: ErrorOptions) {
    super(message, true, options);
  }
}
