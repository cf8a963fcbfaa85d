import type { RecordedCall } from "../aws/api/start-emulator";
import { actorOf } from "./actors";
import { contextOf, type Session } from "./context";
import { judge, type Verdict } from "./judge";
import { requestsOf } from "./mapping/requests-of";
import type { AccessRequest, Deployed } from "./model";

/** One request that was judged, and how many calls made it. */
export interface JudgedRequest {
  /** Role, user or AWS service. */
  readonly actor: string;
  readonly request: AccessRequest;
  readonly verdict: Verdict;
  /** The first call that made it. */
  readonly first: string;
  calls: number;
}

export interface CallsReport {
  readonly calls: number;
  readonly judged: readonly JudgedRequest[];
  /** Calls that are not judged, by caller, with the reason. */
  readonly unjudged: ReadonlyMap<string, { readonly why: string; readonly calls: number }>;
  /** Calls that the check could not judge. Each one is a failure. */
  readonly errors: readonly string[];
}

/** A request with its actor: from a recorded call, or one that AWS makes implicitly. */
export interface ActorRequest {
  readonly actor: string;
  readonly session: Session;
  readonly request: AccessRequest;
  /** The call or AWS feature behind it, for the report. */
  readonly origin: string;
}

/** Judges recorded calls and implicit requests by the deployed policies. Equal requests are judged once. */
export async function judgeCalls(
  calls: readonly RecordedCall[],
  implicit: readonly ActorRequest[],
  deployed: Deployed,
): Promise<CallsReport> {
  const judged = new Map<string, JudgedRequest>();
  const unjudged = new Map<string, { why: string; calls: number }>();
  const errors = new Map<string, string>();
  const mapCall = cachedMapping(deployed);

  /** Equal messages are kept once: thousands of calls may fail for the same reason. */
  const attempt = async (origin: string, act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (!errors.has(message)) errors.set(message, `${origin}: ${message}`);
    }
  };
  const judgeRequest = async ({ actor, session, request, origin }: ActorRequest): Promise<void> => {
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
      for (const request of await mapCall(call))
        await judgeRequest({ actor: name, session, request, origin });
    });
  }
  for (const request of implicit) await attempt(request.origin, () => judgeRequest(request));
  return { calls: calls.length, judged: [...judged.values()], unjudged, errors: [...errors.values()] };
}

/** Calls that are equal in everything that the mapping reads are mapped once. */
function cachedMapping(deployed: Deployed): (call: RecordedCall) => Promise<readonly AccessRequest[]> {
  const mapped = new Map<string, Promise<readonly AccessRequest[]>>();
  return (call) => {
    const key = JSON.stringify([call.service, call.action, call.region, call.params]);
    const requests = mapped.get(key) ?? requestsOf(call, deployed);
    mapped.set(key, requests);
    return requests;
  };
}

/** Equal for all requests that IAM must decide equally. */
function keyOf(actor: string, session: Session, request: AccessRequest, deployed: Deployed): string {
  const context = Object.entries(contextOf(request, session, deployed)).sort(([a], [b]) =>
    a.localeCompare(b),
  );
  return JSON.stringify([actor, request.action, request.resource, request.made ?? false, context]);
}
