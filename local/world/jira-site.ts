import type { Config } from "../../core/config/config";
import type { JiraConfig } from "../../core/config/sections/jira";
import { type JiraStandIn, startJira } from "../jira/start-jira";
import type { JiraSecrets } from "./secrets";

/** The status of a ticket before a VM is requested. */
export const BACKLOG = "Backlog";

/** A Jira site with the statuses and fields of the config, and the tickets that its entries name. */
export async function startJiraSite(
  config: Config,
  jira: JiraConfig,
  secrets: JiraSecrets,
): Promise<JiraStandIn> {
  const { provision, done, stop, terminate } = jira.statuses;
  const site = await startJira({
    credentials: { email: secrets.email, token: secrets.token },
    workflow: {
      [BACKLOG]: [provision, stop],
      [provision]: [done, stop, BACKLOG],
      [done]: [stop, provision, terminate],
      [stop]: [provision, terminate],
      [terminate]: [],
    },
    customFields: Object.values(jira.fields),
  });
  for (const { developers } of config.clients) {
    for (const { jira: key } of developers) if (key) site.createIssue({ key, status: BACKLOG });
  }
  return site;
}
