import type { Person } from "../vm/names";
import { slug } from "../vm/slug";

/** Key of an item in the project's one DynamoDB table. */
export interface TableKey {
  readonly pk: string;
  readonly sk: string;
}

const clientPk = (client: string) => `CLIENT#${slug(client)}`;
const developerPk = (developer: string) => `DEVELOPER#${slug(developer)}`;

/**
 * A client of the config, `{ name, costCenter? }`; Terraform writes it. A ticket for a client without it is refused.
 */
export function clientKey(client: string): TableKey {
  return { pk: clientPk(client), sk: "CLIENT" };
}

/** A VM of the config, `{ client, developer }`, under its client and under its developer; Terraform writes both. */
export function configVmKeys({ client, developer }: Person): { byClient: TableKey; byDeveloper: TableKey } {
  return {
    byClient: { pk: clientPk(client), sk: `CONFIG#${slug(developer)}` },
    byDeveloper: { pk: developerPk(developer), sk: `CONFIG#${slug(client)}` },
  };
}

/** Prefix of the sort keys of the config's VMs below a client or a developer. */
export const CONFIG_PREFIX = "CONFIG#";

/** Counter of the ticket VMs of a client, `{ vms }`. */
export function clientQuotaKey(client: string): TableKey {
  return { pk: clientPk(client), sk: "QUOTA" };
}

/** Counter of the ticket VMs of a developer, `{ vms }`. */
export function developerQuotaKey(developer: string): TableKey {
  return { pk: developerPk(developer), sk: "QUOTA" };
}

/** Prefix of the partition keys of VM records. */
export const VM_PREFIX = "VM#";

/** The record of one (client, developer): launch attempts, instance, announcements. */
export function vmKey({ client, developer }: Person): TableKey {
  return { pk: `${VM_PREFIX}${slug(client)}#${slug(developer)}`, sk: "VM" };
}

/** The attributes of a VM record that `vm-events` uses: its key, what was announced, and its last known state. */
export const ANNOUNCEMENT_ATTRIBUTES: readonly string[] = ["pk", "sk", "announced", "lastState"];

/** The claim of a uid, `{ client, developer }`. */
export function uidKey(uid: number): TableKey {
  return { pk: `UID#${uid}`, sk: "UID" };
}
