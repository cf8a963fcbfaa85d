/**
 * The kinds of sessions on a VM, all through Session Manager: a shell as its developer, the port of its SSH server, and
 * a shell for operators as Session Manager's own account, which exists even if a boot failed before it created the
 * developer's.
 */
export type SessionKind = "session" | "ssh" | "operator-session";

/** Name of the Session Manager document that opens such a session. Users may use no other. */
export function sessionDocument(project: string, kind: SessionKind): string {
  return `${project}-${kind}`;
}

/** Log group of the input and output of shells. */
export function sessionLogGroup(project: string): string {
  return `/${project}/sessions`;
}

/** Principal tag that Session Manager takes the login from. AWS chose the name. */
export const RUN_AS_TAG = "SSMSessionRunAs";
