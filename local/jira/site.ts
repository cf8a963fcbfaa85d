import { isIssueKey, projectOf } from "../../functions/shared/jira/issue-key";
import type { ChangeItem, JiraSetup, NewIssue, StoredComment, StoredIssue } from "./model";

/** A change of an issue, as webhooks report it. */
export interface SiteEvent {
  readonly webhookEvent: "jira:issue_created" | "jira:issue_updated" | "comment_created";
  readonly eventType?: "issue_created" | "issue_generic" | "issue_updated" | "issue_commented";
  readonly issue: StoredIssue;
  readonly changes?: readonly ChangeItem[];
  readonly comment?: StoredComment;
}

/** The site's data and operations on it; `emit` is called with every change. */
export class Site {
  private readonly issues = new Map<string, StoredIssue>();
  private readonly commentsOf = new Map<string, StoredComment[]>();
  private lastId = 10_000;

  constructor(
    private readonly setup: JiraSetup,
    private readonly emit: (event: SiteEvent) => void,
  ) {}

  issue(key: string): StoredIssue | undefined {
    return this.issues.get(key);
  }

  comments(key: string): readonly StoredComment[] {
    return this.commentsOf.get(key) ?? [];
  }

  delete(key: string): void {
    if (!this.issues.delete(key)) throw new Error(`There is no issue ${key}`);
  }

  create({ key, status, fields = {} }: NewIssue): StoredIssue {
    if (!isIssueKey(key)) throw new Error(`Not an issue key: ${key}`);
    if (this.issues.has(key)) throw new Error(`There is an issue ${key} already`);
    this.checkStatus(status);
    this.checkFields(fields);
    const now = jiraTime(new Date());
    const issue = { id: this.nextId(), key, status, fields, created: now, updated: now };
    this.issues.set(key, issue);
    this.emit({ webhookEvent: "jira:issue_created", eventType: "issue_created", issue });
    return issue;
  }

  /** Statuses that the workflow offers from the issue's current one. */
  targets(issue: StoredIssue): readonly string[] {
    return this.setup.workflow[issue.status] ?? [];
  }

  move(key: string, status: string): StoredIssue {
    const issue = this.existing(key);
    if (!this.targets(issue).includes(status)) {
      throw new Error(`The workflow offers no move of ${key} from ${issue.status} to ${status}`);
    }
    const from = { from: this.statusId(issue.status), fromString: issue.status };
    const to = { to: this.statusId(status), toString: status };
    const changes = [{ field: "status", fieldtype: "jira" as const, fieldId: "status", ...from, ...to }];
    return this.update({ ...issue, status }, changes, "issue_generic");
  }

  edit(key: string, fields: Readonly<Record<string, unknown>>): StoredIssue {
    const issue = this.existing(key);
    this.checkFields(fields);
    const changes = Object.entries(fields).map(([id, value]) => ({
      field: id,
      fieldtype: "custom" as const,
      fieldId: id,
      from: null,
      fromString: shown(issue.fields[id]),
      to: null,
      toString: shown(value),
    }));
    return this.update({ ...issue, fields: { ...issue.fields, ...fields } }, changes, "issue_updated");
  }

  comment(key: string, body: unknown, properties: StoredComment["properties"]): StoredComment {
    const issue = this.existing(key);
    const comment = { id: this.nextId(), body, properties, created: jiraTime(new Date()) };
    this.commentsOf.set(key, [...this.comments(key), comment]);
    this.emit({ webhookEvent: "comment_created", issue, comment });
    // Jira reports a comment twice: as a comment, and as an update of its issue that changed no field.
    this.emit({ webhookEvent: "jira:issue_updated", eventType: "issue_commented", issue, comment });
    return comment;
  }

  statusId(status: string): string {
    return String(10_000 + Object.keys(this.setup.workflow).indexOf(status));
  }

  /** The issue as the REST API and webhooks show it. */
  shown(issue: StoredIssue, baseUrl: string) {
    const project = projectOf(issue.key) ?? "";
    const customs = Object.fromEntries((this.setup.customFields ?? []).map((id) => [id, null]));
    return {
      id: issue.id,
      self: `${baseUrl}/rest/api/3/issue/${issue.id}`,
      key: issue.key,
      fields: {
        ...customs,
        summary: `Development VM (${issue.key})`,
        project: { id: "10000", key: project, name: project, projectTypeKey: "software" },
        issuetype: { id: "10001", name: "Task", subtask: false },
        created: issue.created,
        updated: issue.updated,
        ...issue.fields,
        status: this.shownStatus(issue.status, baseUrl),
      },
    };
  }

  shownStatus(status: string, baseUrl: string) {
    const id = this.statusId(status);
    const statusCategory = { id: 4, key: "indeterminate", colorName: "yellow", name: "In Progress" };
    return { self: `${baseUrl}/rest/api/3/status/${id}`, description: "", name: status, id, statusCategory };
  }

  private update(issue: StoredIssue, changes: readonly ChangeItem[], eventType: SiteEvent["eventType"]) {
    const updated = { ...issue, updated: jiraTime(new Date()) };
    this.issues.set(issue.key, updated);
    this.emit({ webhookEvent: "jira:issue_updated", eventType, issue: updated, changes });
    return updated;
  }

  private existing(key: string): StoredIssue {
    const issue = this.issues.get(key);
    if (!issue) throw new Error(`There is no issue ${key}`);
    return issue;
  }

  private checkStatus(status: string): void {
    if (!Object.hasOwn(this.setup.workflow, status)) throw new Error(`There is no status ${status}`);
  }

  private checkFields(fields: Readonly<Record<string, unknown>>): void {
    const unknown = Object.keys(fields).filter(
      (id) => id.startsWith("customfield_") && !this.setup.customFields?.includes(id),
    );
    if (unknown.length > 0) throw new Error(`There is no field ${unknown.join(", ")}`);
  }

  private nextId(): string {
    this.lastId++;
    return String(this.lastId);
  }
}

/** `2026-03-02T18:00:04.000+0000`: Jira writes the offset without a colon. */
function jiraTime(date: Date): string {
  return date.toISOString().replace("Z", "+0000");
}

function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
