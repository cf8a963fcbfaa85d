import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { Construct } from "constructs";
import { type SessionKind, sessionDocument, sessionLogGroup } from "../../../core/aws/sessions";
import { waive } from "../../parts/waive";

export interface SessionDocumentsProps {
  readonly project: string;
  /** Key of the session channels and their log. */
  readonly key: KmsKey;
  /** Days that the log is kept. */
  readonly logDays: number;
}

/** Minutes without input after which a session ends. */
const IDLE_MINUTES = "30";
/** Maximum length of a session in minutes: a working day. */
const MAX_MINUTES = "720";

/** Session documents of VMs: a shell, and the port of SSH, both through Session Manager. */
export class SessionDocuments extends Construct {
  readonly logGroup: CloudwatchLogGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SessionDocumentsProps,
  ) {
    super(scope, id);
    this.logGroup = new CloudwatchLogGroup(this, "log", {
      name: sessionLogGroup(props.project),
      retentionInDays: props.logDays,
      kmsKeyId: props.key.arn,
    });
    // Without a default user: users without the tag SSMSessionRunAs get no session.
    this.addShell("session", "A shell on a development VM, as its developer", { runAsEnabled: true });
    // As ssm-user, which the agent creates itself: it works even if the boot failed before it created the developer's
    // account.
    this.addShell("operator-session", "A shell on a development VM, for operators", { runAsEnabled: false });
    const ssh = this.add("ssh", {
      schemaVersion: "1.0",
      description: "SSH to a development VM",
      sessionType: "Port",
      parameters: {
        portNumber: {
          type: "String",
          description: "Port of the SSH server",
          allowedPattern: "^22$",
          default: "22",
        },
      },
      properties: { portNumber: "{{ portNumber }}" },
    });
    waive(
      ssh,
      "session-logged-and-encrypted",
      "SSH encrypts end to end, so Session Manager cannot log its contents; it logs who opened the port, and when.",
    );
  }

  private addShell(kind: SessionKind, description: string, user: { readonly runAsEnabled: boolean }): void {
    this.add(kind, {
      schemaVersion: "1.0",
      description,
      sessionType: "Standard_Stream",
      inputs: {
        ...user,
        kmsKeyId: this.props.key.arn,
        cloudWatchLogGroupName: this.logGroup.name,
        cloudWatchEncryptionEnabled: true,
        cloudWatchStreamingEnabled: true,
        idleSessionTimeout: IDLE_MINUTES,
        maxSessionDuration: MAX_MINUTES,
        // Session Manager starts in its own folder, and without a login shell.
        shellProfile: { linux: "cd ~; exec bash -l" },
      },
    });
  }

  private add(kind: SessionKind, content: object): SsmDocument {
    const name = sessionDocument(this.props.project, kind);
    return new SsmDocument(this, kind, {
      name,
      documentType: "Session",
      documentFormat: "JSON",
      content: JSON.stringify(content),
    });
  }
}
