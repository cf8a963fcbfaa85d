import { GetDocumentCommand, ListCommandsCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { Emulator } from "../aws/api/start-emulator";
import type { BootResult } from "../aws/vm/model";
import type { VmHost } from "../aws/vm/start-vm-host";

interface Invocation {
  readonly "detail-type": string;
  readonly detail: {
    readonly "command-id": string;
    readonly "document-name": string;
    readonly "instance-id": string;
  };
}

interface CommandDocument {
  readonly mainSteps: readonly { readonly inputs: { readonly runCommand: readonly string[] } }[];
}

/** Runs the commands of Run Command on the VMs, as the agent on them would. */
export class Commands {
  private seen = 0;
  private readonly ssm: SSMClient;
  private readonly results = new Map<string, BootResult[]>();

  constructor(
    private readonly emulator: Emulator,
    private readonly host: VmHost,
    region: string,
  ) {
    const credentials = { accessKeyId: "ssm-agent", secretAccessKey: "ssm-agent" };
    this.ssm = new SSMClient({ endpoint: emulator.url, region, credentials });
  }

  /** Runs what was sent since the last call. @returns how many commands */
  async runSent(): Promise<number> {
    const { last, events } = await this.emulator.events(this.seen);
    this.seen = last;
    const sent = events
      .map(({ event }) => event as unknown as Invocation)
      .filter((event) => event["detail-type"] === "EC2 Command Invocation Status-change Notification");
    for (const { detail } of sent) {
      const script = await this.scriptOf(detail["command-id"], detail["document-name"]);
      const id = detail["instance-id"];
      const result = await this.host.run(id, ["bash", "-c", script]);
      this.results.set(id, [...(this.results.get(id) ?? []), result]);
    }
    return sent.length;
  }

  /** Commands that a VM has run, oldest first. */
  of(instanceId: string): readonly BootResult[] {
    return this.results.get(instanceId) ?? [];
  }

  close(): void {
    this.ssm.destroy();
  }

  /** The document's script with the command's parameters inserted. */
  private async scriptOf(commandId: string, documentName: string): Promise<string> {
    const [{ Commands: commands }, { Content = "{}" }] = await Promise.all([
      this.ssm.send(new ListCommandsCommand({ CommandId: commandId })),
      this.ssm.send(new GetDocumentCommand({ Name: documentName })),
    ]);
    const { mainSteps } = JSON.parse(Content) as CommandDocument;
    const script = mainSteps.flatMap(({ inputs }) => inputs.runCommand).join("\n");
    return Object.entries(commands?.[0]?.Parameters ?? {}).reduce(
      (text, [name, values]) => text.replaceAll(`{{ ${name} }}`, (values ?? []).join(",")),
      script,
    );
  }
}
