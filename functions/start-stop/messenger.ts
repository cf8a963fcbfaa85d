import { SendCommandCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { warnDocumentName } from "../../core/aws/agreed-names";

/** Sends messages to the users who are logged in on VMs. */
export interface Messenger {
  /** @param stopsAt wall-clock time with its zone, `18:00 Europe/Berlin` */
  warn(ids: readonly string[], stopsAt: string): Promise<unknown>;
}

/** Seconds in which the command has to reach a VM: a warning that arrives later is of no use. */
const DELIVERY_SECONDS = 300;

/** Systems Manager, with the project's own command: its text is fixed except for the time. */
export function ssmMessenger(client: Pick<SSMClient, "send">, project: string): Messenger {
  return {
    warn: (ids, stopsAt) =>
      client.send(
        new SendCommandCommand({
          DocumentName: warnDocumentName(project),
          InstanceIds: [...ids],
          Parameters: { StopsAt: [stopsAt] },
          TimeoutSeconds: DELIVERY_SECONDS,
        }),
      ),
  };
}
