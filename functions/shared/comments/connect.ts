import { type SessionKind, sessionDocument } from "../../../core/aws/sessions";

/** Everything that `aws ssm start-session` needs to reach a VM. */
export interface ConnectTarget {
  readonly project: string;
  readonly region: string;
  readonly instanceId: string;
}

/** Opens a shell on the VM with the project's own session document: developers may use no other. */
export function shellCommand(target: ConnectTarget): string {
  return startSession(target.instanceId, target, "session");
}

/** Opens SSH through Session Manager, which takes a document of its own: one of type `Port`. */
export function sshCommand(target: ConnectTarget, login: string): string {
  const proxy = `${startSession("%h", target, "ssh")} --parameters portNumber=%p`;
  return `ssh -o ProxyCommand="${proxy}" ${login}@${target.instanceId}`;
}

function startSession(instance: string, { project, region }: ConnectTarget, kind: SessionKind): string {
  const document = sessionDocument(project, kind);
  return `aws ssm start-session --target ${instance} --region ${region} --document-name ${document}`;
}
