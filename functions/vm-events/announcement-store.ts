import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type TableKey, vmKey } from "../../core/aws/table";
import type { Person } from "../../core/vm/names";
import { onCode } from "../shared/aws-errors";
import { batchGet } from "../shared/dynamo/batch-get";
import { type AnnouncedMarkers, surplusMarkers } from "./surplus-markers";

/** The records of announcements and states in the table, by developer. */
export interface AnnouncementStore {
  /** Markers of what has been announced, for each developer in the same order. */
  findAnnounced(developers: readonly Person[]): Promise<ReadonlySet<string>[]>;
  /**
   * Claims an announcement: false when it has been made, or another invocation has claimed it. A claim that is neither
   * confirmed nor released expires after three minutes.
   */
  claim(developer: Person, marker: string, now: Date): Promise<boolean>;
  /** The announcement has been made. Only a developer's latest markers are kept, those of the same instance longest. */
  confirm(developer: Person, marker: string, now: Date): Promise<void>;
  /** The announcement failed: the next attempt can claim it at once. */
  releaseClaim(developer: Person, marker: string): Promise<void>;
  /** Records a VM's state unless a later one is recorded already. `time`: ISO, as in the event. */
  recordState(developer: Person, instanceId: string, state: string, time: string): Promise<void>;
}

/** Longer than an invocation can last, so that a claim expires only when its holder has died. */
const CLAIM_SECONDS = 180;

/**
 * Writes to the item of `vmKey`: `announced`, a map of marker to `{ claimed, told }` of limited size, and `lastState`
 * `{ instanceId, state, time }`. The item of a VM of the config has only these two.
 */
export function dynamoAnnouncementStore(
  client: DynamoDBDocumentClient,
  tableName: string,
): AnnouncementStore {
  const update = async (developer: Person, expression: Expression) => {
    const { names, values, ...expressions } = expression;
    return client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: vmKey(developer),
        ...expressions,
        ...(names ? { ExpressionAttributeNames: names } : {}),
        ...(values ? { ExpressionAttributeValues: values } : {}),
      }),
    );
  };
  return {
    findAnnounced: async (developers) => {
      const items = await announcedOf(client, tableName, developers.map(vmKey));
      return developers.map((developer) => announcedMarkers(items.get(vmKey(developer).pk)));
    },
    claim: async (developer, marker, now) => {
      // DynamoDB cannot set a key of a map that does not exist, nor create the map in the same update.
      await update(developer, {
        UpdateExpression: "SET announced = if_not_exists(announced, :none)",
        values: { ":none": {} },
      });
      const expired = new Date(now.getTime() - CLAIM_SECONDS * 1000).toISOString();
      return unlessConditionFails(
        update(developer, {
          UpdateExpression: "SET announced.#marker = :claim",
          ConditionExpression:
            "attribute_not_exists(announced.#marker) OR " +
            "(attribute_not_exists(announced.#marker.told) AND announced.#marker.claimed < :expired)",
          names: { "#marker": marker },
          values: { ":claim": { claimed: now.toISOString() }, ":expired": expired },
        }),
      );
    },
    confirm: async (developer, marker, now) => {
      await update(developer, {
        UpdateExpression: "SET announced.#marker.told = :now",
        names: { "#marker": marker },
        values: { ":now": now.toISOString() },
      });
      // Read separately, because the policy forbids updates that return the item.
      const key = vmKey(developer);
      const announced = (await announcedOf(client, tableName, [key])).get(key.pk) ?? {};
      const surplus = surplusMarkers(announced, marker);
      if (surplus.length > 0) await update(developer, removeMarkers(surplus));
    },
    releaseClaim: async (developer, marker) => {
      await update(developer, removeMarkers([marker]));
    },
    recordState: async (developer, instanceId, state, time) => {
      await unlessConditionFails(
        update(developer, {
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

function removeMarkers(markers: readonly string[]): Expression {
  const names = Object.fromEntries(markers.map((marker, index) => [`#m${index}`, marker]));
  const paths = Object.keys(names).map((name) => `announced.${name}`);
  return { UpdateExpression: `REMOVE ${paths.join(", ")}`, names };
}

/** False when the update's condition did not hold. */
function unlessConditionFails(update: Promise<unknown>): Promise<boolean> {
  return update.then(
    () => true,
    onCode(["ConditionalCheckFailedException"], () => false),
  );
}

/** `announced` of the items that exist, by partition key. */
async function announcedOf(
  client: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly TableKey[],
): Promise<Map<string, AnnouncedMarkers>> {
  const items = await batchGet(client, tableName, keys, ["announced"]);
  return new Map(items.map(({ pk, announced = {} }) => [pk, announced as AnnouncedMarkers]));
}

function announcedMarkers(announced: AnnouncedMarkers = {}): ReadonlySet<string> {
  return new Set(Object.entries(announced).flatMap(([marker, { told }]) => (told ? [marker] : [])));
}
