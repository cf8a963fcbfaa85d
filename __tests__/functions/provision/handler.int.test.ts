import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { FIELD, SETTINGS } from "./settings";
import { createWorld, type World } from "./world";

type Handler = typeof import("../../../functions/provision/handler").handler;

describe("the handler of provision", () => {
  const environment = { ...process.env };
  let world: World;
  let handler: Handler;

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
      POWERTOOLS_SERVICE_NAME: "provision",
      POWERTOOLS_METRICS_NAMESPACE: "dev-vm",
      POWERTOOLS_LOG_LEVEL: "SILENT",
    });
    await new SecretsManagerClient({}).send(
      new CreateSecretCommand({ Name: "dev-vm/jira/api", SecretString: JSON.stringify({ token: "test" }) }),
    );
    // It reads the environment when it is loaded.
    handler = require("../../../functions/provision/handler").handler;
  }, 60_000);
  afterAll(async () => {
    process.env = environment;
    await world.stop();
  });

  const handle = (bodies: Readonly<Record<string, string>>) => {
    const Records = Object.entries(bodies).map(([messageId, body]) => ({ messageId, body }) as SQSRecord);
    const context = { getRemainingTimeInMillis: () => 60_000 } as Parameters<Handler>[1];
    return handler({ Records } satisfies SQSEvent, context);
  };
  const ticket = (developer: string) =>
    world.ticket({ [FIELD.client]: "ClientA", [FIELD.developer]: developer });

  it("gives back the messages that failed, and no others", async () => {
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

  it("counts a refusal that was told as done", async () => {
    const key = world.ticket({ [FIELD.client]: "Nobody", [FIELD.developer]: "ann" });
    const answer = await handle({ refused: JSON.stringify({ key, delivery: "d-3" }) });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(world.jira.comments(key)).toHaveLength(1);
  });

  it("fails as a whole when every message failed, so that the platform counts an error", async () => {
    await expect(handle({ garbage: "{}" })).rejects.toThrow();
  });
});
