import { projectOf } from "../shared/jira/issue-key";
import type { JiraIssue } from "../shared/jira/model";
import { sameStatus } from "../shared/jira/status";
import type { Context } from "./context";
import { ProvisionError } from "./errors";
import { readIssue } from "./issue";
import { provision } from "./provision";
import { stop } from "./stop";
import { tell } from "./tell";
import { terminate } from "./terminate";

interface Work {
  readonly name: "Provision" | "Stop" | "Terminate";
  readonly run: (ctx: Context, issue: JiraIssue) => Promise<unknown>;
}

/**
 * Does what the ticket's present status asks for. A refusal is told on the ticket and is no failure.
 * @throws what may succeed when the message comes again, or has to be looked at by somebody
 */
export async function workOnTicket(ctx: Context, key: string): Promise<void> {
  const issue = await readIssue(ctx, key);
  const work = issue && workFor(ctx, issue);
  if (!issue || !work) return;
  ctx.log.info("Working on the ticket", { ticket: issue.key, status: issue.status, work: work.name });
  try {
    const result = await work.run(ctx, issue);
    ctx.counters.count(`${work.name}Done`);
    ctx.log.info("Worked on the ticket", { ticket: issue.key, work: work.name, result });
  } catch (error) {
    await tell(ctx, issue.key, error);
    ctx.counters.count(error instanceof ProvisionError ? error.name : "UnexpectedError");
    if (!(error instanceof ProvisionError) || error.retryable) throw error;
    ctx.log.warn("Told on the ticket why it cannot be done", { ticket: issue.key, reason: error.message });
  }
}

function workFor({ config, log }: Context, { key, status }: JiraIssue): Work | undefined {
  const { projects, statuses } = config.settings.jira;
  const works: readonly (readonly [string, Work])[] = [
    [statuses.provision, { name: "Provision", run: provision }],
    [statuses.stop, { name: "Stop", run: stop }],
    [statuses.terminate, { name: "Terminate", run: terminate }],
  ];
  const work = works.find(([name]) => sameStatus(name, status))?.[1];
  if (work && projects.includes(projectOf(key) ?? "")) return work;
  log.info("Nothing to do in this project and status", { ticket: key, status });
  return undefined;
}
