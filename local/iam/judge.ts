import { runSimulation, runUnsafeSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { contextOf, type Session } from "./context";
import type { AccessRequest, Deployed, NamedPolicy } from "./model";

export interface Verdict {
  readonly allowed: boolean;
  /** `Allowed`, `ImplicitlyDenied` or `ExplicitlyDenied`. */
  readonly result: string;
  /** Sids of the statements that decided, with the policy that each is in. */
  readonly because: readonly string[];
}

/**
 * ARNs that the simulator's data has in another form: paths of HTTP APIs, and resources that AWS owns, without an
 * account. They are judged without the simulator's check of action against resource.
 */
const OUTSIDE_DATA = /^arn:aws:(apigateway:[\w-]+::|ssm:[\w-]+::)/;

/** The simulator's error where ARNs of several types have the same form, as in AWS Backup. */
const AMBIGUOUS = "multiple.resource.types";

/** Condition key that the simulator's data lacks: the login that a key is pushed for (EC2 Instance Connect). */
const KEY_OUTSIDE_DATA = "ec2:osuser";

/** What a judgement assumes in addition to what is deployed. */
export interface Hypothesis {
  readonly policies?: readonly NamedPolicy[];
  /** Keys that replace or extend those of the call; null removes one. */
  readonly context?: Readonly<Record<string, string | readonly string[] | null>>;
}

/**
 * Judges by IAM's rules whether a principal may make a request: identity policies, boundary and resource policy.
 * @throws Error for a request that is not valid in IAM, such as an action that does not exist
 */
export async function judge(
  request: AccessRequest,
  session: Session,
  deployed: Deployed,
  hypothesis: Hypothesis = {},
): Promise<Verdict> {
  const { identity } = session;
  const resourcePolicy = request.made ? undefined : await policyOf(request, deployed);
  const simulation: Simulation = {
    request: {
      principal: session.principal,
      action: request.action,
      resource: { resource: request.resource, accountId: deployed.accountId },
      contextVariables: changed(contextOf(request, session, deployed), hypothesis.context ?? {}),
    },
    identityPolicies: [...(identity?.policies ?? []), ...(hypothesis.policies ?? [])],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(resourcePolicy ? { resourcePolicy } : {}),
    ...(identity?.boundary ? { permissionBoundaryPolicies: [identity.boundary] } : {}),
  };
  if (OUTSIDE_DATA.test(request.resource) || KEY_OUTSIDE_DATA in simulation.request.contextVariables)
    return judgeUnchecked(simulation);
  const answer = await runSimulation(simulation, {});
  if (answer.resultType === "error" && answer.errors.message === AMBIGUOUS) return judgeUnchecked(simulation);
  if (answer.resultType === "error")
    throw new Error(`${request.action} on ${request.resource}: ${JSON.stringify(answer.errors)}`);
  const analyses =
    answer.resultType === "single" ? [answer.result] : answer.results.length > 0 ? answer.results : [];
  return {
    allowed: answer.overallResult === "Allowed",
    result: answer.overallResult,
    because: [...new Set(analyses.flatMap(({ analysis }) => decisive(analysis)))],
  };
}

/** By the policies alone, without the simulator's check of action against resource. */
function judgeUnchecked(simulation: Simulation): Verdict {
  const result = runUnsafeSimulation(simulation, {});
  return { allowed: result === "Allowed", result, because: [] };
}

/** A role's trust policy applies only to `sts:AssumeRole`, not to IAM's own actions on the role. */
function policyOf({ action, resource }: AccessRequest, deployed: Deployed): Promise<unknown> | undefined {
  return action.startsWith("iam:") ? undefined : deployed.resourcePolicy(resource);
}

type Analysis = Extract<
  Awaited<ReturnType<typeof runSimulation>>,
  { resultType: "single" }
>["result"]["analysis"];

/** The statements that deny; if none does, those that allow, and whatever else blocked the request. */
function decisive(analysis: Analysis): string[] {
  const parts = [
    analysis.identityAnalysis,
    analysis.resourceAnalysis,
    analysis.permissionBoundaryAnalysis,
  ].filter((part) => part !== undefined);
  const sids = (kind: "denyStatements" | "allowStatements") =>
    parts.flatMap((part) => part[kind].map(({ statement }) => statement.sid() ?? "statement without a Sid"));
  const denials = sids("denyStatements");
  if (denials.length > 0) return denials.map((sid) => `denied by ${sid}`);
  const blocked = (analysis.blockedBy ?? []).map((reason) => `blocked by ${BLOCKED[reason] ?? reason}`);
  return [...blocked, ...sids("allowStatements").map((sid) => `allowed by ${sid}`)];
}

const BLOCKED: Readonly<Record<string, string>> = { pb: "the boundary", resource: "the resource's policy" };

function changed(
  context: Record<string, string | string[]>,
  changes: NonNullable<Hypothesis["context"]>,
): Record<string, string | string[]> {
  const result = { ...context };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) delete result[key];
    else result[key] = typeof value === "string" ? value : [...value];
  }
  return result;
}
