import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { Construct } from "constructs";

export interface SessionDocumentsProps {
  readonly project: string;
}

/** Minutes without a key press after which a session ends. */
const IDLE_MINUTES = "30";

/** The ways into a VM: a shell, and the port that SSH uses, both through Session Manager. */
export class SessionDocuments extends Construct {
  constructor(scope: Construct, id: string, { project }: SessionDocumentsProps) {
    super(scope, id);
    this.add(`${project}-session`, {
      schemaVersion: "1.0",
      description: "A shell on a development VM",
      sessionType: "Standard_Stream",
      inputs: { idleSessionTimeout: IDLE_MINUTES },
    });
    this.add(`${project}-ssh`, {
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
  }

  private add(name: string, content: object): void {
    new SsmDocument(this, name, {
      name,
      documentType: "Session",
      documentFormat: "JSON",
      content: JSON.stringify(content),
    });
  }
}
