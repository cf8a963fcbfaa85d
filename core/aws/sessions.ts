/**
 * The ways into a VM, all through Session Manager: a shell as its developer, the port of its SSH server, and a shell
 * for operators as Session Manager's own account, which is there even when a boot failed before it made the developer's.
 */
export type SessionKind = "session" | "ssh" | "operator-session";

/** Name of the Session Manager document that opens such a session. People may use no other. */
export function sessionDocument(project: string, kind: SessionKind): string {
  return `${project}-${kind}`;
}

/** Log group of what is typed and shown in shells. */
export function sessionLogGroup(project: string): string {
  return `/${project}/sessions`;
}

/** Principal tag that Session Manager takes the login from. AWS chose the name. */
export const RUN_AS_TAG = "SSMSessionRunAs";
