import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import {
  CreateQueueCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { TICKET_DELIVERIES } from "../../../functions/provision/contract";
import { FIELD, SETTINGS } from "./settings";
import { createWorld, type World } from "./world";

// Each step calls the emulator: many times what they take alone.
jest.setTimeout(120_000);

type Handler = typeof import("../../../functions/provision/handler").handler;

const QUEUE_ARN = "arn:aws:sqs:us-east-1:123456789012:dev-vm-tickets";

describe("the handler of provision", () => {
  const environment = { ...process.env };
  let world: World;
  let handler: Handler;
  let sqs: SQSClient;
  let QueueUrl: string | undefined;

  beforeAll(async () => {
    world = await createWorld();
    const { config } = world.ctx;
    const jira = { ...SETTINGS.jira, baseUrl: world.jira.url };
    Object.assign(process.env, world.emulator.env, {
      SETTINGS: JSON.stringify({ ...SETTINGS, jira }),
      TABLE_NAME: config.tableName,
      JIRA_SECRET_ID: "dev-vm/jira/api",
      SUBNET_IDS: config.subnetIds.join(","),
      FILE_SYSTEM_ID: config.fileSystemId,
      VM_POLICY_ARN: config.vmPolicyArn,
      BOUNDARY_ARN: config.boundaryArn,
      VOLUMES_KEY_ARN: config.volumesKeyArn,
      POWERTOOLS_SERVICE_NAME: "provision",
      POWERTOOLS_METRICS_NAMESPACE: "dev-vm",
      POWERTOOLS_LOG_LEVEL: "SILENT",
    });
    await new SecretsManagerClient({}).send(
      new CreateSecretCommand({ Name: "dev-vm/jira/api", SecretString: JSON.stringify({ token: "test" }) }),
    );
    sqs = new SQSClient({});
    ({ QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "dev-vm-tickets" })));
    // It reads the environment when it is loaded.
    handler = require("../../../functions/provision/handler").handler;
  }, 60_000);
  afterAll(async () => {
    process.env = environment;
    await world.stop();
  });

  /** Takes the messages from the queue, as their delivery number `receives`. */
  const handle = async (bodies: Readonly<Record<string, string>>, receives = 1) => {
    const Records: SQSRecord[] = [];
    for (const [messageId, body] of Object.entries(bodies)) {
      const { ReceiptHandle: receiptHandle } = await enqueue(body);
      const attributes = { ApproximateReceiveCount: String(receives) };
      Records.push({ messageId, body, receiptHandle, attributes, eventSourceARN: QUEUE_ARN } as SQSRecord);
    }
    const context = { getRemainingTimeInMillis: () => 60_000 } as Parameters<Handler>[1];
    return handler({ Records } satisfies SQSEvent, context);
  };
  const enqueue = async (MessageBody: string): Promise<Message> => {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 1800 }),
    );
    return Messages[0] as Message;
  };
  const pauses = async (after: number) =>
    (await world.emulator.calls(after)).calls
      .filter(({ action }) => action === "ChangeMessageVisibility")
      .map(({ params, errorCode }) => [Number(params["VisibilityTimeout"]), errorCode]);
  const failing = (times: number) =>
    world.emulator.fault({
      service: "ssm",
      action: "GetParameter",
      code: "InternalServerError",
      status: 500,
      times,
    });
  const ticket = (developer: string) =>
    world.ticket({ [FIELD.client]: "ClientA", [FIELD.developer]: developer });

  it("the handler reports the messages that failed, and no others", async () => {
    await world.emulator.fault({
      service: "ssm",
      action: "GetParameter",
      code: "InternalServerError",
      status: 500,
      times: -1,
      match: "ubuntu",
    });
    const good = ticket("good");
    const bad = world.ticket({
      [FIELD.client]: "ClientA",
      [FIELD.developer]: "bad",
      [FIELD.os]: "Ubuntu 22.04",
    });
    const answer = await handle({
      good: JSON.stringify({ key: good, delivery: "d-1" }),
      bad: JSON.stringify({ key: bad, delivery: "d-2" }),
      garbage: "not JSON",
    });
    await world.emulator.clearFaults();
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual([
      "bad",
      "garbage",
    ]);
    expect(await world.instances("good")).toHaveLength(1);
  }, 30_000);

  it("a refusal that was commented on the ticket is no failure", async () => {
    const key = world.ticket({ [FIELD.client]: "Nobody", [FIELD.developer]: "ann" });
    const answer = await handle({ refused: JSON.stringify({ key, delivery: "d-3" }) });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(world.jira.comments(key)).toHaveLength(1);
  });

  it("the invocation fails when every message failed, so that Lambda counts an error", async () => {
    await expect(handle({ garbage: "{}" })).rejects.toThrow();
  });

  it.each([
    [1, 60],
    [4, 240],
    [99, 900],
  ])("a message that failed at delivery %i becomes visible again after %i s", async (receives, seconds) => {
    const { last } = await world.emulator.calls();
    await expect(handle({ garbage: "{}" }, receives)).rejects.toThrow();
    expect(await pauses(last)).toEqual([[seconds, null]]);
  });

  it("a message fails with its own error when the queue refuses the new time-out", async () => {
    await world.emulator.fault({
      service: "sqs",
      action: "ChangeMessageVisibility",
      code: "AccessDenied",
      status: 403,
    });
    await expect(handle({ garbage: "{}" })).rejects.toThrow(/All records failed/);
  });

  it("an unexpected error is commented on the ticket at the last delivery, and not before", async () => {
    const key = ticket("unlucky");
    const message = { message: JSON.stringify({ key, delivery: "d-4" }) };
    await failing(-1);
    await expect(handle(message, TICKET_DELIVERIES - 1)).rejects.toThrow();
    expect(world.jira.comments(key)).toEqual([]);
    for (const receives of [TICKET_DELIVERIES, TICKET_DELIVERIES + 1])
      await expect(handle(message, receives)).rejects.toThrow();
    await world.emulator.clearFaults();
    expect(world.jira.comments(key)).toHaveLength(1);
    expect(JSON.stringify(world.jira.comments(key)[0]?.body)).toMatch(
      /InternalServerError.*dead-letter queue/,
    );
  }, 30_000);
});
