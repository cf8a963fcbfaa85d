import {
  ApiGatewayV2Client,
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
} from "@aws-sdk/client-apigatewayv2";
import { GetFunctionCommand, LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import { GetScheduleCommand, paginateListSchedules, SchedulerClient } from "@aws-sdk/client-scheduler";
import type { EmittedEvent } from "../aws/api/start-emulator";
import type { Session } from "./context";
import { type Endpoint, READER } from "./deployed/json-api";
import type { ActorRequest } from "./judge-calls";
import type { AccessRequest, Deployed } from "./model";

/**
 * Requests that AWS services make for the deployment and that the stand-ins make no calls for: Scheduler, EventBridge
 * and API Gateway invoke functions, Lambda writes their logs, the agents of VMs talk to Systems Manager.
 */
export async function implicitAwsRequests(
  endpoint: Endpoint,
  deployed: Deployed,
  events: readonly EmittedEvent[],
): Promise<ActorRequest[]> {
  return [
    ...(await requestsByFunctions(endpoint, deployed)),
    ...(await requestsBySchedules(endpoint, deployed)),
    ...requestsByRules(events, deployed),
    ...(await requestsByApis(endpoint, deployed)),
    ...requestsByAgents(deployed),
  ];
}

/** Lambda writes a function's log and traces, and sends its failed events, with the function's role. */
async function requestsByFunctions({ url, region }: Endpoint, deployed: Deployed): Promise<ActorRequest[]> {
  const client = new LambdaClient({ endpoint: url, region, credentials: READER });
  const asked: ActorRequest[] = [];
  for await (const page of paginateListFunctions({ client }, {})) {
    for (const { FunctionName = "" } of page.Functions ?? []) {
      const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName }));
      const origin = `Lambda runs ${FunctionName}`;
      const group = Configuration?.LoggingConfig?.LogGroup ?? `/aws/lambda/${FunctionName}`;
      const stream = `arn:aws:logs:${region}:${deployed.accountId}:log-group:${group}:log-stream:new`;
      const requests: AccessRequest[] = [
        { action: "logs:CreateLogStream", resource: stream.replace(":log-stream:new", ":*") },
        { action: "logs:PutLogEvents", resource: stream },
      ];
      const dead = Configuration?.DeadLetterConfig?.TargetArn;
      if (dead) requests.push(...(await sendRequests(dead, deployed)));
      if (Configuration?.TracingConfig?.Mode === "Active") requests.push(...TRACING);
      if (Configuration?.VpcConfig?.SubnetIds?.length) requests.push(...NETWORKING);
      asked.push(...requests.map((request) => asRole(Configuration?.Role ?? "", request, origin, deployed)));
    }
  }
  client.destroy();
  return asked;
}

/** Lambda makes the network interface of a function in a VPC with the function's role. */
const NETWORKING: readonly AccessRequest[] = ["DescribeNetworkInterfaces", "DescribeSubnets"].map((name) => ({
  action: `ec2:${name}`,
  resource: "*",
}));

const TRACING: readonly AccessRequest[] = ["PutTraceSegments", "PutTelemetryRecords"].map((name) => ({
  action: `xray:${name}`,
  resource: "*",
}));

async function requestsBySchedules({ url, region }: Endpoint, deployed: Deployed): Promise<ActorRequest[]> {
  const client = new SchedulerClient({ endpoint: url, region, credentials: READER });
  const asked: ActorRequest[] = [];
  for await (const page of paginateListSchedules({ client }, {})) {
    for (const { Name, GroupName } of page.Schedules ?? []) {
      const { Target, Arn = "" } = await client.send(new GetScheduleCommand({ Name, GroupName }));
      const origin = `Scheduler runs ${Name}`;
      const role = Target?.RoleArn ?? "";
      const dead = Target?.DeadLetterConfig?.Arn;
      const requests = [
        { action: "lambda:InvokeFunction", resource: Target?.Arn ?? "" },
        ...(dead ? await sendRequests(dead, deployed) : []),
      ];
      const assumeRole: AccessRequest = {
        action: "sts:AssumeRole",
        resource: role,
        context: { "aws:SourceAccount": deployed.accountId, "aws:SourceArn": Arn },
      };
      asked.push(
        asService("scheduler.amazonaws.com", assumeRole, region, origin),
        ...requests.map((request) => asRole(role, request, origin, deployed)),
      );
    }
  }
  client.destroy();
  return asked;
}

/** Rules that the emulator's events matched: the targets' own policies let EventBridge invoke them. */
function requestsByRules(events: readonly EmittedEvent[], { region, accountId }: Deployed): ActorRequest[] {
  const pairs = new Map(
    events.flatMap(({ targets }) => targets.map(({ rule, arn }) => [`${rule} ${arn}`, { rule, arn }])),
  );
  return [...pairs.values()].map(({ rule, arn }) => {
    const name = rule.split("/").at(-1);
    const sourceArn = `arn:aws:events:${region}:${accountId}:rule/${name}`;
    const action = arn.includes(":sqs:") ? "sqs:SendMessage" : "lambda:InvokeFunction";
    const context = { "aws:SourceArn": sourceArn, "aws:SourceAccount": accountId };
    const request = { action, resource: arn, context };
    return asService("events.amazonaws.com", request, region, `EventBridge's rule ${name}`);
  });
}

async function requestsByApis({ url, region }: Endpoint, { accountId }: Deployed): Promise<ActorRequest[]> {
  const client = new ApiGatewayV2Client({ endpoint: url, region, credentials: READER });
  const asked: ActorRequest[] = [];
  const { Items: apis = [] } = await client.send(new GetApisCommand({}));
  for (const { ApiId = "", Name } of apis) {
    const { Items: routes = [] } = await client.send(new GetRoutesCommand({ ApiId }));
    for (const { RouteKey = "" } of routes) {
      const [method, path] = RouteKey.split(" ");
      const sourceArn = `arn:aws:execute-api:${region}:${accountId}:${ApiId}/$default/${method}${path}`;
      const target = await targetOf(client, ApiId);
      const context = { "aws:SourceArn": sourceArn, "aws:SourceAccount": accountId };
      const request = { action: "lambda:InvokeFunction", resource: target, context };
      asked.push(asService("apigateway.amazonaws.com", request, region, `API ${Name}: ${RouteKey}`));
    }
  }
  client.destroy();
  return asked;
}

async function targetOf(client: ApiGatewayV2Client, ApiId: string): Promise<string> {
  const { Items = [] } = await client.send(new GetIntegrationsCommand({ ApiId }));
  const uri = Items[0]?.IntegrationUri ?? "";
  return /(arn:aws:lambda:[^/]+)\/invocations$/.exec(uri)?.[1] ?? uri;
}

/** Actions that the Systems Manager agent of a VM uses all the time. */
const AGENT_ACTIONS = [
  "ssm:UpdateInstanceInformation",
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
  "ec2messages:GetMessages",
  "ec2messages:AcknowledgeMessage",
];

function requestsByAgents(deployed: Deployed): ActorRequest[] {
  const vms = deployed.roles.filter(({ tags }) => tags["HomeAccessPoint"]);
  return vms.flatMap(({ arn, name }) =>
    AGENT_ACTIONS.map((action) =>
      asRole(arn, { action, resource: "*" }, `Systems Manager's agent on ${name}`, deployed),
    ),
  );
}

async function sendRequests(queueArn: string, deployed: Deployed): Promise<AccessRequest[]> {
  const encryption = await deployed.encryption(queueArn);
  const send = { action: "sqs:SendMessage", resource: queueArn };
  if (!encryption) return [send];
  const context = { "kms:ViaService": encryption.viaService, "kms:CallerAccount": deployed.accountId };
  const keys = ["kms:GenerateDataKey", "kms:Decrypt"];
  return [send, ...keys.map((action) => ({ action, resource: encryption.keyArn, context }))];
}

function asRole(roleArn: string, request: AccessRequest, origin: string, deployed: Deployed): ActorRequest {
  const name = roleArn.split("/").at(-1) ?? "";
  const identity = deployed.role(name);
  if (!identity) throw new Error(`${origin}: ${roleArn} is not deployed`);
  const principal = `arn:aws:sts::${deployed.accountId}:assumed-role/${name}/aws`;
  return { actor: name, session: { principal, identity, region: deployed.region }, request, origin };
}

function asService(principal: string, request: AccessRequest, region: string, origin: string): ActorRequest {
  const session: Session = { principal, region };
  return { actor: principal, session, request, origin };
}
