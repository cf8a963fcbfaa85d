/** A call to Jira that came to nothing. `retryable`: whether the same call may succeed later. */
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

/** No answer, a 5xx or a 429, and every try used up. */
export class JiraUnavailableError extends JiraError {
  override readonly name = "JiraUnavailableError";

  constructor(
    message: string,
    /** Seconds that Jira asks to wait, where it said so. */
    readonly retryAfterSeconds?: number,
    options?: ErrorOptions,
  ) {
    super(message, true, options);
  }
}

/** A 3xx or 4xx: Jira understood and will not. 404 also stands for an issue that the account may not see. */
export class JiraRefusedError extends JiraError {
  override readonly name = "JiraRefusedError";

  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message, false);
  }
}

/** 401 with credentials fetched a moment ago: a person has to put working ones into the secret. */
export class JiraAuthError extends JiraError {
  override readonly name = "JiraAuthError";

  constructor(message: string) {
    super(message, false);
  }
}

/** A success whose body is not what the REST API documents: often a proxy or a log-in page. */
export class JiraAnswerError extends JiraError {
  override readonly name = "JiraAnswerError";

  constructor(message: string, options?: ErrorOptions) {
    super(message, false, options);
  }
}

/** Not an issue key: never put into a URL. */
export class InvalidIssueKeyError extends JiraError {
  override readonly name = "InvalidIssueKeyError";

  constructor() {
    super("Not an issue key: expected a project key, a hyphen and a number, such as INFRA-123", false);
  }
}

/** The secret with Jira's credentials cannot be read, or does not hold what it should. */
export class JiraCredentialsError extends JiraError {
  override readonly name = "JiraCredentialsError";

  constructor(message: string, options?: ErrorOptions) {
    super(message, true, options);
  }
}
