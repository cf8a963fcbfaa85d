import type { RecordedCall } from "../aws/api/start-emulator";
import { actorOf } from "./actors";
import { contextOf, type Session } from "./context";
import { judge, type Verdict } from "./judge";
import { requestsOf } from "./mapping/requests-of";
import type { AccessRequest, Deployed } from "./model";

/** One request that was judged, and how many calls asked it. */
export interface JudgedRequest {
  /** Role, user or AWS service. */
  readonly actor: string;
  readonly request: AccessRequest;
  readonly verdict: Verdict;
  /** The first call of those that asked it. */
  readonly first: string;
  calls: number;
}

export interface CallsReport {
  readonly calls: number;
  readonly judged: readonly JudgedRequest[];
  /** Calls that nobody judges, by who made them, with why. */
  readonly unjudged: ReadonlyMap<string, { readonly why: string; readonly calls: number }>;
  /** What the check itself could not make sense of. Never empty without being a failure. */
  readonly errors: readonly string[];
}

/** Something somebody asked of AWS, from the record of calls or from what is known that AWS asks by itself. */
export interface Asked {
  readonly actor: string;
  readonly session: Session;
  readonly request: AccessRequest;
  /** What it comes from, for the report. */
  readonly origin: string;
}

/** Judges every recorded call by the deployed policies. Equal questions are asked once. */
export async function judgeCalls(
  calls: readonly RecordedCall[],
  further: readonly Asked[],
  deployed: Deployed,
): Promise<CallsReport> {
  const judged = new Map<string, JudgedRequest>();
  const unjudged = new Map<string, { why: string; calls: number }>();
  const errors = new Map<string, string>();
  const asks = asksOf(deployed);

  /** One that cannot be judged is kept once a kind: thousands of calls may share what is wrong. */
  const attempt = async (origin: string, act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (!errors.has(message)) errors.set(message, `${origin}: ${message}`);
    }
  };
  const ask = async ({ actor, session, request, origin }: Asked): Promise<void> => {
    const key = keyOf(actor, session, request, deployed);
    const known = judged.get(key);
    if (known) known.calls += 1;
    else {
      const verdict = await judge(request, session, deployed);
      judged.set(key, { actor, request, verdict, first: origin, calls: 1 });
    }
  };

  for (const call of calls) {
    const origin = `call ${call.seq}, ${call.service}:${call.action} at ${call.time}`;
    await attempt(origin, async () => {
      const actor = actorOf(call, deployed);
      if (actor.kind === "unjudged") {
        const before = unjudged.get(actor.name)?.calls ?? 0;
        unjudged.set(actor.name, { why: actor.why, calls: before + 1 });
        return;
      }
      const { name, session } = actor;
      for (const request of await asks(call)) await ask({ actor: name, session, request, origin });
    });
  }
  for (const asked of further) await attempt(asked.origin, () => ask(asked));
  return { calls: calls.length, judged: [...judged.values()], unjudged, errors: [...errors.values()] };
}

/** Calls that differ in nothing that the mapping looks at are mapped once. */
function asksOf(deployed: Deployed): (call: RecordedCall) => Promise<readonly AccessRequest[]> {
  const mapped = new Map<string, Promise<readonly AccessRequest[]>>();
  return (call) => {
    const key = JSON.stringify([call.service, call.action, call.region, call.params]);
    const requests = mapped.get(key) ?? requestsOf(call, deployed);
    mapped.set(key, requests);
    return requests;
  };
}

/** The same for all that IAM would decide alike. */
function keyOf(actor: string, session: Session, request: AccessRequest, deployed: Deployed): string {
  const context = Object.entries(contextOf(request, session, deployed)).sort(([a], [b]) =>
    a.localeCompare(b),
  );
  return JSON.stringify([actor, request.action, request.resource, request.made ?? false, context]);
}
