import { clientKey, clientQuotaKey, configVmKeys, developerQuotaKey, uidKey } from "../../../core/aws/table";
import { accessPointPath, type Person } from "../../../core/vm/names";
import type { Problem } from "../../shared/comments/refused";
import type { Context } from "../context";
import { countConfigVms } from "./config-entries";
import type { VmRecord } from "./record";
import type { Write } from "./transaction";

/** A write, and the problem that it means when its condition fails. */
export interface Claim {
  readonly write: Write;
  readonly problem: Problem;
}

/** What a new record claims: its client, its place in the quotas, and its uid. */
export async function claimsOf(ctx: Context, record: VmRecord): Promise<Claim[]> {
  const { client, developer } = record;
  const { maxVmsPerClient, maxVmsPerDeveloper } = ctx.config.settings.policy;
  return [
    clientClaim(ctx, record),
    noConfigVmClaim(ctx, record),
    await quotaClaim(ctx, clientQuotaKey(client), maxVmsPerClient, `VMs of ${client}`),
    await quotaClaim(ctx, developerQuotaKey(developer), maxVmsPerDeveloper, `VMs of ${developer}`),
    uidClaim(ctx, record),
  ];
}

export function configVmProblem({ client, developer }: Person): Problem {
  return {
    what: "Developer",
    found: `the VM of ${developer} for ${client} is managed by the config file`,
    expected: "a change of its entry there, not a ticket",
  };
}

function clientClaim({ config }: Context, { client }: VmRecord): Claim {
  return {
    write: {
      ConditionCheck: {
        TableName: config.tableName,
        Key: clientKey(client),
        ConditionExpression: "attribute_exists(pk)",
      },
    },
    problem: {
      what: "Client",
      found: `"${client}" is not in the config file`,
      expected: "a client of the config file",
    },
  };
}

function noConfigVmClaim({ config }: Context, record: VmRecord): Claim {
  return {
    write: {
      ConditionCheck: {
        TableName: config.tableName,
        Key: configVmKeys(record).byClient,
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
    problem: configVmProblem(record),
  };
}

async function quotaClaim(
  ctx: Context,
  key: ReturnType<typeof clientQuotaKey>,
  limit: number,
  what: string,
): Promise<Claim> {
  const inConfig = await countConfigVms(ctx, key);
  return {
    write: {
      Update: {
        TableName: ctx.config.tableName,
        Key: key,
        UpdateExpression: "ADD vms :one",
        // The second half keeps the condition false when the config alone fills the quota.
        ConditionExpression: "(attribute_not_exists(vms) AND :free > :zero) OR vms < :free",
        ExpressionAttributeValues: { ":one": 1, ":zero": 0, ":free": limit - inConfig },
      },
    },
    problem: {
      what,
      found: `the limit of ${limit} is reached${inConfig > 0 ? `, ${inConfig} of them by the config file` : ""}`,
      expected: "another VM to be terminated first, or a higher limit in the config file",
    },
  };
}

function uidClaim({ config }: Context, record: VmRecord): Claim {
  const { client, developer, uid } = record;
  return {
    write: {
      Put: {
        TableName: config.tableName,
        Item: { ...uidKey(uid), client, developer, home: accessPointPath(record) },
        ConditionExpression: "attribute_not_exists(pk) OR (client = :client AND developer = :developer)",
        ExpressionAttributeValues: { ":client": client, ":developer": developer },
      },
    },
    problem: {
      what: "Developer",
      found: `the user id ${uid} of this client and developer belongs to another pair already`,
      expected: "another spelling of the developer's name, such as with a middle initial",
    },
  };
}
