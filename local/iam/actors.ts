import type { RecordedCall } from "../aws/api/start-emulator";
import type { Session } from "./context";
import type { Deployed } from "./model";

/** Who made a call: a principal that IAM judges, or one that it does not. */
export type Actor =
  | { readonly kind: "judged"; readonly name: string; readonly session: Session }
  | { readonly kind: "unjudged"; readonly name: string; readonly why: string };

/** Access keys of callers outside the deployment's policies, by the name of their user. */
const OUTSIDE: Readonly<Record<string, string>> = {
  local: "administrator: Terraform where no deploy role is set up yet",
  person: "administrator: stores Jira's secrets, starts a VM by hand, reads from EC2",
  "permissions-reader": "this check itself, reading policies and tags",
  "ssm-agent": "AWS itself: Run Command running its commands on the VM stand-ins",
  "vm-host": "AWS itself: user data and instance metadata of the VM stand-ins",
  AKIALAMBDAHOST000000: "AWS itself: the Lambda host reading what is deployed",
  AWSLAMBDA: "AWS itself: Lambda downloading code",
};
/** Services on whose behalf the stand-ins assume roles. */
const ASSUMES_FOR: Readonly<Record<string, string>> = {
  "vm-host": "ec2.amazonaws.com",
  AKIALAMBDAHOST000000: "lambda.amazonaws.com",
};

const ASSUMED = /^arn:aws:sts::\d+:assumed-role\/([^/]+)\/(.+)$/;
const USER = /^arn:aws:iam::\d+:user\/(?:.*\/)?([^/]+)$/;

/** @throws Error for a role or user that is neither deployed nor listed above: every call must be judged or listed */
export function actorOf(call: RecordedCall, deployed: Deployed): Actor {
  const { principal, region } = call;
  const [, roleName, sessionName = ""] = ASSUMED.exec(principal) ?? [];
  if (roleName) {
    const identity = deployed.role(roleName);
    if (!identity) throw new Error(`${principal}: the role is not deployed, so its permissions are unknown`);
    const onVm = /^i-[0-9a-f]+$/.test(sessionName);
    const instanceArn = onVm
      ? `arn:aws:ec2:${region}:${deployed.accountId}:instance/${sessionName}`
      : undefined;
    const session = { principal, identity, region, ...(instanceArn ? { instanceArn } : {}) };
    return { kind: "judged", name: roleName, session };
  }
  const userName = USER.exec(principal)?.[1] ?? principal;
  const service = call.service === "sts" && call.action === "AssumeRole" ? ASSUMES_FOR[userName] : undefined;
  if (service) return { kind: "judged", name: service, session: { principal: service, region } };
  const outside = OUTSIDE[userName];
  if (outside) return { kind: "unjudged", name: userName, why: outside };
  const user = deployed.user(userName);
  if (!user) throw new Error(`${principal}: neither deployed nor known to the check`);
  return { kind: "judged", name: userName, session: { principal, identity: user, region } };
}
