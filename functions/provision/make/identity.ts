import { AttachRolePolicyCommand } from "@aws-sdk/client-iam";
import { type Person, roleName } from "../../../core/vm/names";
import { hasCode } from "../../shared/aws-errors";
import { retryWhile } from "../../shared/retry";
import type { Context } from "../context";
import type { Home } from "./access-point";
import { ensureInstanceProfile } from "./instance-profile";
import { ensureRole } from "./role";

/** IAM is eventually consistent: a read may not find what was created a moment ago. */
const UNTIL_KNOWN = { tries: 5, pauseMs: 1000 };
const PASSING = [
  "NoSuchEntityException",
  "NoSuchEntity",
  "ConcurrentModificationException",
  "ConcurrentModification",
];

/**
 * Ensures the role of an identity, its policy and its instance profile.
 * @returns the name of role and profile
 * @throws RefusedError when a role or profile of that name was not made for this identity
 */
export async function ensureIdentity(ctx: Context, person: Person, home: Home): Promise<string> {
  const name = roleName(ctx.config.settings.project, person);
  const retryUntilKnown = <T>(step: () => Promise<T>) =>
    retryWhile(ctx, UNTIL_KNOWN, step, (error) => hasCode(error, ...PASSING));
  await retryUntilKnown(() => ensureRole(ctx, name, person, home));
  await retryUntilKnown(() =>
    ctx.aws.iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: ctx.config.vmPolicyArn })),
  );
  await retryUntilKnown(() => ensureInstanceProfile(ctx, name, person));
  return name;
}
