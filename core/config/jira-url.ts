import * as z from "zod";
import type { Verdict } from "./finding";
import { quoted, ruled } from "./rules";

const HINT = "Write the site's address alone, such as https://acme.atlassian.net.";

/** Credentials are sent there: nothing but TLS, and nothing that an issue's path could be appended to wrongly. */
function baseUrlProblem(value: string): Verdict | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url) return { message: `${quoted(value)} is not an address`, hint: HINT };
  if (url.protocol !== "https:") return { message: `${quoted(value)} is not an https address`, hint: HINT };
  if (url.username || url.password) return { message: "the address holds a user or password", hint: HINT };
  if (url.pathname !== "/" || /[?#]/.test(value))
    return { message: `${quoted(value)} has a path behind the host`, hint: HINT };
  return undefined;
}

export const jiraBaseUrl = ruled(z.string(), baseUrlProblem).meta({
  description: "Address of the Jira site: https, without a path.",
  examples: ["https://acme.atlassian.net"],
});
