import { inspect } from "node:util";
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { readWebhookSecrets } from "../../../functions/jira-webhook/secrets";
import { secretCredentials } from "../../../functions/shared/jira/credentials";
import { type Emulator, startEmulator } from "../../../local/aws/api/start-emulator";

let emulator: Emulator;
let secrets: SecretsManagerClient;

beforeAll(async () => {
  emulator = await startEmulator();
  Object.assign(process.env, emulator.env);
  secrets = new SecretsManagerClient({});
}, 60_000);
afterAll(() => emulator.stop());

const create = (Name: string, SecretString: string) =>
  secrets.send(new CreateSecretCommand({ Name, SecretString }));

describe("Jira's credentials", () => {
  it("the credentials are read once, and again when Jira refused them", async () => {
    await create("dev-vm/jira/api", '{"email":"bot@acme.example","token":"first"}');
    const credentials = secretCredentials("dev-vm/jira/api");
    expect(await credentials(false)).toEqual({ email: "bot@acme.example", token: "first" });
    await secrets.send(
      new PutSecretValueCommand({ SecretId: "dev-vm/jira/api", SecretString: '{"token":"second"}' }),
    );
    expect((await credentials(false)).token).toBe("first");
    expect(await credentials(true)).toEqual({ token: "second" });
    expect((await credentials(false)).token).toBe("second");
  });

  it.each([
    ["no-json", "hunter2"],
    ["no-token", '{"email":"hunter2"}'],
    ["broken-token", '{"token":"abc\\nhunter2"}'],
    ["token-with-a-space", '{"token":"abc hunter2"}'],
    ["broken-email", '{"email":"hunter2\\n","token":"abc"}'],
  ])("credentials with %s are refused without being shown", async (name, value) => {
    await create(name, value);
    const failure = secretCredentials(name)(false);
    await expect(failure).rejects.toThrow(name);
    const error = await failure.catch((thrown) => thrown);
    expect(inspect(error, { depth: null })).not.toContain("hunter2");
  });

  it("the error names the missing secret", async () => {
    await expect(secretCredentials("absent")(false)).rejects.toMatchObject({
      name: "JiraCredentialsError",
      retryable: true,
      message: "The secret absent cannot be read",
    });
  });
});

describe("the webhook's secrets", () => {
  it("there may be one secret, or two during a rotation", async () => {
    await create("one", '{"secrets":["a"]}');
    await create("two", '{"secrets":["a","b"]}');
    expect([await readWebhookSecrets("one"), await readWebhookSecrets("two")]).toEqual([["a"], ["a", "b"]]);
  });

  it.each([
    ["empty", '{"secrets":[]}'],
    ["blank", '{"secrets":[""]}'],
    ["three", '{"secrets":["a","b","c"]}'],
    ["text", "a"],
  ])("secrets that are %s are refused", async (name, value) => {
    await create(`bad-${name}`, value);
    await expect(readWebhookSecrets(`bad-${name}`)).rejects.toThrow(`The secret bad-${name} must hold`);
  });
});
