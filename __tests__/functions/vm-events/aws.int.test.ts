import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client, RunInstancesCommand, TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { vmKey } from "../../../core/aws/table";
import { dynamoAnnouncementStore } from "../../../functions/vm-events/announcement-store";
import { ec2Fleet } from "../../../functions/vm-events/fleet";
import { vmEventsPolicy } from "../../../functions/vm-events/policy";
import { type Emulator, startEmulator } from "../../../local/aws/api/start-emulator";
import { requestsOf } from "../../../local/iam/mapping/requests-of";
import type { AccessRequest } from "../../../local/iam/model";
import { fakeDeployed } from "../../local/iam/fake-deployed";
import { accessBy } from "../../support/access";

const TABLE = "dev-vm";
const jane = { client: "ClientA", developer: "Jane.Doe" };
const at = (seconds: number) => new Date(Date.parse("2026-03-02T08:00:00Z") + seconds * 1000);

let emulator: Emulator;
let table: DynamoDBDocumentClient;
let ec2: EC2Client;

beforeAll(async () => {
  emulator = await startEmulator();
  Object.assign(process.env, emulator.env);
  table = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  ec2 = new EC2Client({});
}, 60_000);
afterAll(() => emulator.stop());

beforeEach(async () => {
  await fetch(`${emulator.url}/moto-api/reset`, { method: "POST" });
  await table.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );
});

const stored = async () => (await table.send(new GetCommand({ TableName: TABLE, Key: vmKey(jane) }))).Item;

describe("the announcement store", () => {
  it("grants a claim to one of many callers, and none for what has been announced", async () => {
    const store = dynamoAnnouncementStore(table, TABLE);
    const claims = await Promise.all(Array.from({ length: 8 }, () => store.claim(jane, "ready-i-1", at(0))));
    expect(claims.filter((claimed) => claimed)).toHaveLength(1);
    await store.confirm(jane, "ready-i-1", at(1));
    expect(await store.claim(jane, "ready-i-1", at(100_000))).toBe(false);
    expect(await store.claim(jane, "ready-i-2", at(2))).toBe(true);
    expect(await store.findAnnounced([jane])).toEqual([new Set(["ready-i-1"])]);
  });

  it("lets a claim expire after three minutes, or when it is released", async () => {
    const store = dynamoAnnouncementStore(table, TABLE);
    expect(await store.claim(jane, "m", at(0))).toBe(true);
    expect(await store.claim(jane, "m", at(179))).toBe(false);
    expect(await store.claim(jane, "m", at(181))).toBe(true);
    await store.releaseClaim(jane, "m");
    expect(await store.claim(jane, "m", at(182))).toBe(true);
  });

  it("keeps a limited number of markers", async () => {
    const store = dynamoAnnouncementStore(table, TABLE);
    const markers = ["ready-i-1", ...Array.from({ length: 22 }, (_, n) => `failed-i-1-${n}`)];
    for (const [second, marker] of markers.entries()) {
      await store.claim(jane, marker, at(second));
      await store.confirm(jane, marker, at(second));
    }
    const [announced] = await store.findAnnounced([jane]);
    expect(announced).toEqual(new Set(["ready-i-1", ...markers.slice(-19)]));
  });

  it("leaves other attributes of the same item unchanged", async () => {
    await table.send(
      new PutCommand({ TableName: TABLE, Item: { ...vmKey(jane), ticket: "INFRA-1", revision: 3 } }),
    );
    const store = dynamoAnnouncementStore(table, TABLE);
    await store.claim(jane, "m", at(0));
    await store.recordState(jane, "i-1", "running", at(0).toISOString());
    expect(await stored()).toMatchObject({ ticket: "INFRA-1", revision: 3 });
  });

  it("keeps the latest state, in whatever order the events come", async () => {
    const store = dynamoAnnouncementStore(table, TABLE);
    await store.recordState(jane, "i-1", "stopped", "2026-03-02T18:00:09Z");
    await store.recordState(jane, "i-1", "running", "2026-03-02T08:00:04Z");
    expect((await stored())?.["lastState"]).toEqual({
      instanceId: "i-1",
      state: "stopped",
      time: "2026-03-02T18:00:09Z",
    });
  });

  it("reads a hundred items in a request, each developer's once", async () => {
    const store = dynamoAnnouncementStore(table, TABLE);
    await store.claim(jane, "m", at(0));
    await store.confirm(jane, "m", at(1));
    const others = Array.from({ length: 220 }, (_, n) => ({ client: "ClientA", developer: `dev-${n}` }));
    const send = jest.spyOn(table, "send");
    const announced = await store.findAnnounced([jane, ...others, jane]);
    expect(send).toHaveBeenCalledTimes(3);
    send.mockRestore();
    expect([announced[0]?.size, announced[1]?.size, announced.at(-1)?.size, announced.length]).toEqual([
      1, 0, 1, 222,
    ]);
  });
});

test("the function's policy allows every request of the store, and none of them for another item", async () => {
  const keyArn = "arn:aws:kms:us-east-1:123456789012:key/platform";
  const tableArn = `arn:aws:dynamodb:us-east-1:123456789012:table/${TABLE}`;
  const deployment = { partition: "aws", region: "us-east-1", account: "123456789012", project: TABLE };
  const policies = [vmEventsPolicy({ deployment, tableArn, keyArn, secretArn: undefined })];
  const principal = "arn:aws:iam::123456789012:role/dev-vm-vm-events";
  const { last } = await emulator.calls();

  const store = dynamoAnnouncementStore(table, TABLE);
  await store.recordState(jane, "i-1", "running", at(0).toISOString());
  for (let n = 0; n < 22; n++) {
    await store.claim(jane, `failed-i-1-${n}`, at(n));
    await store.confirm(jane, `failed-i-1-${n}`, at(n));
  }
  await store.claim(jane, "ready-i-1", at(100));
  await store.releaseClaim(jane, "ready-i-1");
  await store.findAnnounced([jane]);

  const asked = new Map<string, AccessRequest>();
  for (const call of (await emulator.calls(last)).calls)
    for (const request of await requestsOf(call, fakeDeployed())) asked.set(JSON.stringify(request), request);
  const requests = [...asked.values()];
  expect(new Set(requests.map(({ action }) => action))).toEqual(
    new Set(["dynamodb:BatchGetItem", "dynamodb:UpdateItem"]),
  );
  for (const { action, resource, context = {} } of requests) {
    const answer = (changes: Record<string, string[]>) =>
      accessBy(policies, { principal, action, resource, context: { ...context, ...changes } });
    expect([context, await answer({})]).toEqual([context, "Allowed"]);
    expect(await answer({ "dynamodb:LeadingKeys": ["CLIENT#clienta"] })).toBe("ImplicitlyDenied");
  }
});

describe("the fleet", () => {
  const run = async (tags: Record<string, string>, count = 1) => {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const { Instances = [] } = await ec2.send(
      new RunInstancesCommand({
        ImageId: "ami-12c6146b",
        InstanceType: "t3.large",
        MinCount: count,
        MaxCount: count,
        TagSpecifications: [{ ResourceType: "instance", Tags }],
      }),
    );
    return Instances.map(({ InstanceId = "" }) => InstanceId);
  };
  const ours = {
    ManagedBy: "dev-vm",
    ClientName: "ClientA",
    DeveloperName: "Jane.Doe",
    JiraTicket: "INFRA-1",
  };

  it("contains only instances of the project", async () => {
    const [mine = ""] = await run(ours);
    const [other = ""] = await run({ ...ours, ManagedBy: "other" });
    const fleet = ec2Fleet(ec2, "dev-vm");
    expect(await fleet.find(mine)).toMatchObject({ id: mine, person: jane, state: "running" });
    expect(await fleet.find(other)).toBeUndefined();
    expect(await fleet.find("i-0123456789abcdef0")).toBeUndefined();
    expect((await fleet.list()).map(({ id }) => id)).toEqual([mine]);
  });

  it("lists neither terminated instances nor those without a developer", async () => {
    const [gone = ""] = await run(ours);
    await run({ ManagedBy: "dev-vm" });
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [gone] }));
    const fleet = ec2Fleet(ec2, "dev-vm");
    expect(await fleet.list()).toEqual([]);
    expect(await fleet.find(gone)).toMatchObject({
      state: "terminated",
      stateReasonCode: "Client.UserInitiatedShutdown",
    });
  });
});
