import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  CreateLaunchTemplateCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeInstancesCommand,
  EC2Client,
  type Instance,
} from "@aws-sdk/client-ec2";
import { CreateFileSystemCommand, EFSClient } from "@aws-sdk/client-efs";
import { CreatePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { clientKey, type TableKey } from "../../../core/aws/table";
import { imageParameter, osByName } from "../../../core/vm/os";
import type { Context } from "../../../functions/provision/context";
import type { ProvisionSettings } from "../../../functions/provision/contract";
import { workOnTicket } from "../../../functions/provision/work-on-ticket";
import { createJiraClient } from "../../../functions/shared/jira/client";
import { type Emulator, startEmulator } from "../../../local/aws/api/start-emulator";
import { type JiraStandIn, startJira } from "../../../local/jira/start-jira";
import { FIELD, SETTINGS } from "./settings";

const TABLE = "dev-vm";
const CREDENTIALS = { token: "test" };
const STATUSES = ["Ready", "Provisioned", "Closed", "TerminateVM", "To Do"];

/** Receives the name of each AWS call before and after it is made; throws to interrupt the work there. */
export type Tap = (call: string, when: "before" | "after") => void;

/** The emulator and the Jira stand-in with what a deployment has created before the first ticket. */
export interface World {
  readonly emulator: Emulator;
  readonly jira: JiraStandIn;
  readonly subnetIds: readonly string[];
  readonly ctx: Context;
  /** A context of its own, whose calls can be interrupted. */
  context(options?: { tap?: Tap; settings?: ProvisionSettings; now?: () => Date }): Context;
  put(key: TableKey, attributes: Record<string, unknown>): Promise<void>;
  get(key: TableKey): Promise<Record<string, unknown> | undefined>;
  /** A new ticket in Ready. @returns its key */
  ticket(fields: Record<string, unknown>): string;
  work(key: string, ctx?: Context): Promise<void>;
  /** Instances of that developer in these states, of any project. @default live ones */
  instances(developer: string, states?: readonly string[]): Promise<Instance[]>;
  stop(): Promise<void>;
}

export const LIVE = ["pending", "running", "stopping", "stopped"];

export async function createWorld(): Promise<World> {
  const emulator = await startEmulator();
  const jira = await startJira({
    credentials: CREDENTIALS,
    workflow: Object.fromEntries(
      STATUSES.map((status) => [status, STATUSES.filter((other) => other !== status)]),
    ),
    customFields: Object.values(FIELD),
  });
  const plain = clients(emulator);
  const made = await seed(plain);
  let tickets = 0;

  const context: World["context"] = ({ tap, settings = SETTINGS, now = () => new Date() } = {}) => ({
    config: {
      settings,
      tableName: TABLE,
      ...made,
    },
    aws: clients(emulator, tap),
    jira: createJiraClient({ baseUrl: jira.url, credentials: async () => CREDENTIALS }),
    log: quiet(),
    counters: { count: () => undefined },
    now,
    sleep: async () => undefined,
  });
  const ctx = context();
  return {
    emulator,
    jira,
    subnetIds: made.subnetIds,
    ctx,
    context,
    put: async (key, attributes) => {
      await plain.table.send(new PutCommand({ TableName: TABLE, Item: { ...key, ...attributes } }));
    },
    get: async (key) => (await plain.table.send(new GetCommand({ TableName: TABLE, Key: key }))).Item,
    ticket: (fields) => {
      tickets++;
      return jira.createIssue({ key: `INFRA-${tickets}`, status: "Ready", fields }).key;
    },
    work: (key, own = ctx) => workOnTicket(own, key),
    instances: async (developer, states = LIVE) => {
      const { Reservations = [] } = await plain.ec2.send(
        new DescribeInstancesCommand({ Filters: [{ Name: "tag:DeveloperName", Values: [developer] }] }),
      );
      return Reservations.flatMap(({ Instances = [] }) => Instances).filter(({ State }) =>
        states.includes(State?.Name ?? ""),
      );
    },
    stop: async () => {
      await Promise.all([emulator.stop(), jira.stop()]);
    },
  };
}

function clients({ url }: Emulator, tap?: Tap): Context["aws"] {
  const common = {
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    // One try a call: the tests count, and cut off, single calls.
    maxAttempts: 1,
  };
  const all = {
    ec2: new EC2Client(common),
    efs: new EFSClient(common),
    iam: new IAMClient(common),
    ssm: new SSMClient(common),
    dynamo: new DynamoDBClient(common),
  };
  if (tap) for (const client of Object.values(all)) listen(client as EC2Client, tap);
  const { dynamo, ...rest } = all;
  return {
    ...rest,
    table: DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } }),
  };
}

function listen(client: EC2Client, tap: Tap): void {
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        tap(commandName, "before");
        const result = await next(args);
        tap(commandName, "after");
        return result;
      },
    { step: "initialize", priority: "high" },
  );
}

async function seed({ ec2, efs, iam, ssm, table }: Context["aws"]) {
  await table.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );
  for (const name of ["ClientA", "Client B"]) {
    await table.send(new PutCommand({ TableName: TABLE, Item: { ...clientKey(name), name } }));
  }
  const vpc = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.9.0.0/16" }));
  const subnetIds: string[] = [];
  for (const [index, AvailabilityZone] of ["us-east-1a", "us-east-1b"].entries()) {
    const made = await ec2.send(
      new CreateSubnetCommand({ VpcId: vpc.Vpc?.VpcId, CidrBlock: `10.9.${index}.0/24`, AvailabilityZone }),
    );
    subnetIds.push(made.Subnet?.SubnetId ?? "");
  }
  for (const os of ["AmazonLinux2023", "Ubuntu22.04", "Ubuntu20.04"] as const) {
    const { image } = osByName(os);
    const vendor = await ssm.send(
      new GetParameterCommand({ Name: "ssmParameter" in image ? image.ssmParameter : "" }),
    );
    const Value = vendor.Parameter?.Value;
    await ssm.send(new PutParameterCommand({ Name: imageParameter("dev-vm", os), Type: "String", Value }));
    await ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: `dev-vm-${osByName(os).slug}`,
        LaunchTemplateData: { MetadataOptions: { HttpTokens: "required", InstanceMetadataTags: "enabled" } },
      }),
    );
  }
  const schedule = { periods: [{ days: "mon-fri", start: "08:00", stop: "18:00" }], skipDates: [] };
  await ssm.send(
    new PutParameterCommand({
      Name: "/dev-vm/schedules/office-hours",
      Type: "String",
      Value: JSON.stringify(schedule),
    }),
  );
  const fileSystem = await efs.send(new CreateFileSystemCommand({ CreationToken: "homes", Encrypted: true }));
  const policy = async (PolicyName: string) => {
    const PolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "ssm:UpdateInstanceInformation", Resource: "*" }],
    });
    const made = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
    return made.Policy?.Arn ?? "";
  };
  return {
    subnetIds,
    fileSystemId: fileSystem.FileSystemId ?? "",
    vmPolicyArn: await policy("dev-vm-vm"),
    boundaryArn: await policy("dev-vm-boundary"),
    // The key need not exist: the emulator encrypts nothing.
    volumesKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1dd3b2a5-0000-4000-8000-000000000000",
  };
}

function quiet(): Context["log"] {
  const nothing = () => undefined;
  return { info: nothing, warn: nothing, error: nothing };
}
