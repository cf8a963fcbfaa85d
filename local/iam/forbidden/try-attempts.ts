import { judge } from "../judge";
import type { AccessRequest, Deployed } from "../model";
import { attemptsOfDeployers } from "./attempts-of-deployers";
import { attemptsOfFunctions } from "./attempts-of-functions";
import { attemptsOfUsers } from "./attempts-of-users";
import { attemptsOfVms } from "./attempts-of-vms";
import type { Attempt } from "./model";
import type { Scene } from "./scene";

export interface TriedAttempt {
  readonly attempt: Attempt;
  /** True when the attempt is refused and its counterpart, if any, is allowed. */
  readonly held: boolean;
  readonly refused: boolean;
  /** Undefined where the attempt has no counterpart. */
  readonly counterpartAllowed?: boolean;
  readonly because: readonly string[];
}

/** Every attempt that must be refused. */
export function forbiddenAttempts(scene: Scene): Attempt[] {
  return [
    ...attemptsOfVms(scene),
    ...attemptsOfFunctions(scene),
    ...attemptsOfDeployers(scene),
    ...attemptsOfUsers(scene),
  ];
}

/** Judges attempts by what is deployed, each with its counterpart. */
export async function tryAttempts(attempts: readonly Attempt[], deployed: Deployed): Promise<TriedAttempt[]> {
  const tried: TriedAttempt[] = [];
  for (const attempt of attempts) {
    const { session, request, context = {}, given: policies = [], but } = attempt;
    const verdict = await judge(request, session, deployed, { policies, context });
    let counterpartAllowed: boolean | undefined;
    if (but) {
      const other: AccessRequest = { ...request, ...but.request };
      const changes = { ...context, ...but.context };
      const answer = await judge(other, but.session ?? session, deployed, { policies, context: changes });
      counterpartAllowed = answer.allowed;
    }
    tried.push({
      attempt,
      refused: !verdict.allowed,
      held: !verdict.allowed && counterpartAllowed !== false,
      because: verdict.because,
      ...(counterpartAllowed === undefined ? {} : { counterpartAllowed }),
    });
  }
  return tried;
}
