import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { Construct } from "constructs";
import { type SessionKind, sessionDocument, sessionLogGroup } from "../../../core/aws/sessions";
import { waive } from "../../parts/waive";

export interface SessionDocumentsProps {
  readonly project: string;
  /** Encrypts the channels, and the log of what passes through them. */
  readonly key: KmsKey;
  /** Days that the log is kept. */
  readonly logDays: number;
}

/** Minutes without a key press after which a session ends. */
const IDLE_MINUTES = "30";
/** Minutes after which it ends in any case: a working day. */
const MAX_MINUTES = "720";

/** The ways into a VM: a shell, and the port that SSH uses, both through Session Manager. */
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
    // Without a default user: whoever has no tag SSMSessionRunAs gets no session.
    this.addShell("session", "A shell on a development VM, as its developer", { runAsEnabled: true });
    // As ssm-user, which the agent makes by itself: it gets in where the boot failed before it made the developer.
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
      "SSH encrypts from end to end, so Session Manager sees nothing to log; it logs who opened the port, and when.",
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
        // Session Manager starts in a folder of its own, and not as a login does.
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
