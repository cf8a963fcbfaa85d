import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type TableKey, vmKey } from "../../core/aws/table";
import type { Person } from "../../core/vm/names";
import { batchGet } from "../shared/dynamo/batch-get";
import type { Records } from "./records";
import { type Announced, surplusMarkers } from "./surplus-markers";

/** Seconds; longer than an invocation lasts, so that a claim lapses only when its holder is dead. */
const CLAIM_SECONDS = 180;

/**
 * Keeps, in the item of `vmKey`: `announced`, a map of marker to `{ claimed, told }` of bounded size, and `lastState`
 * `{ instanceId, state, time }`. A VM of the config gets an item of these two alone.
 */
export function dynamoRecords(client: DynamoDBDocumentClient, tableName: string): Records {
  const update = async (person: Person, expression: Expression) => {
    const { names, values, ...expressions } = expression;
    return client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: vmKey(person),
        ...expressions,
        ...(names ? { ExpressionAttributeNames: names } : {}),
        ...(values ? { ExpressionAttributeValues: values } : {}),
      }),
    );
  };
  return {
    told: async (people) => {
      const items = await announcedOf(client, tableName, people.map(vmKey));
      return people.map((person) => toldMarkers(items.get(vmKey(person).pk)));
    },
    claim: async (person, marker, now) => {
      // DynamoDB cannot set a key of a map that is not there, nor make the map in the same update.
      await update(person, {
        UpdateExpression: "SET announced = if_not_exists(announced, :none)",
        values: { ":none": {} },
      });
      const lapsed = new Date(now.getTime() - CLAIM_SECONDS * 1000).toISOString();
      return unlessRefused(
        update(person, {
          UpdateExpression: "SET announced.#marker = :claim",
          ConditionExpression:
            "attribute_not_exists(announced.#marker) OR " +
            "(attribute_not_exists(announced.#marker.told) AND announced.#marker.claimed < :lapsed)",
          names: { "#marker": marker },
          values: { ":claim": { claimed: now.toISOString() }, ":lapsed": lapsed },
        }),
      );
    },
    confirm: async (person, marker, now) => {
      await update(person, {
        UpdateExpression: "SET announced.#marker.told = :now",
        names: { "#marker": marker },
        values: { ":now": now.toISOString() },
      });
      // Read for itself: the function's role may not have an update answer with the item.
      const key = vmKey(person);
      const announced = (await announcedOf(client, tableName, [key])).get(key.pk) ?? {};
      const surplus = surplusMarkers(announced, marker);
      if (surplus.length > 0) await update(person, removal(surplus));
    },
    giveUp: async (person, marker) => {
      await update(person, removal([marker]));
    },
    noteState: async (person, instanceId, state, time) => {
      await unlessRefused(
        update(person, {
          UpdateExpression: "SET lastState = :state",
          ConditionExpression: "attribute_not_exists(lastState) OR lastState.#time <= :time",
          names: { "#time": "time" },
          values: { ":state": { instanceId, state, time }, ":time": time },
        }),
      );
    },
  };
}

interface Expression {
  readonly UpdateExpression: string;
  readonly ConditionExpression?: string;
  readonly names?: Record<string, string>;
  readonly values?: Record<string, unknown>;
}

function removal(markers: readonly string[]): Expression {
  const names = Object.fromEntries(markers.map((marker, index) => [`#m${index}`, marker]));
  const paths = Object.keys(names).map((name) => `announced.${name}`);
  return { UpdateExpression: `REMOVE ${paths.join(", ")}`, names };
}

/** False when the update's condition did not hold. */
async function unlessRefused(update: Promise<unknown>): Promise<boolean> {
  try {
    await update;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** `announced` of the items that exist, by partition key. */
async function announcedOf(
  client: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly TableKey[],
): Promise<Map<string, Announced>> {
  const items = await batchGet(client, tableName, keys, ["announced"]);
  return new Map(items.map(({ pk, announced = {} }) => [pk, announced as Announced]));
}

function toldMarkers(announced: Announced = {}): ReadonlySet<string> {
  return new Set(Object.entries(announced).flatMap(([marker, { told }]) => (told ? [marker] : [])));
}
