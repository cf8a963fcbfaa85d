import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import {
  type FunctionConfiguration,
  GetFunctionCommand,
  GetFunctionEventInvokeConfigCommand,
  GetPolicyCommand,
  paginateListFunctions,
} from "@aws-sdk/client-lambda";
import { parseArn, roleName } from "./arn";
import type { Aws } from "./aws";
import { unpackCode } from "./code";
import { environmentProblems } from "./environment";
import type { AsyncSettings, DeployedFunction } from "./model";
import { allowsService } from "./policy";

/**
 * Reads every deployed function and unpacks its code below `dir`.
 * @throws with all that is wrong with any of them: code that is not what its hash says, a role that Lambda cannot
 * assume, variables that AWS refuses.
 */
export async function readFunctions(aws: Aws, dir: string): Promise<ReadonlyMap<string, DeployedFunction>> {
  await mkdir(dir, { recursive: true });
  const names: string[] = [];
  for await (const page of paginateListFunctions({ client: aws.lambda }, {})) {
    names.push(...(page.Functions ?? []).flatMap((found) => found.FunctionName ?? []));
  }
  const read = await Promise.allSettled(names.map((name) => readFunction(aws, name, dir)));
  const failures = read.flatMap((one) => (one.status === "rejected" ? [one.reason as Error] : []));
  if (failures.length > 0) {
    throw new AggregateError(
      failures,
      `functions cannot run:\n${failures.map((one) => `- ${one.message}`).join("\n")}`,
    );
  }
  const functions = read.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  return new Map(functions.map((one) => [one.name, one]));
}

async function readFunction(aws: Aws, name: string, dir: string): Promise<DeployedFunction> {
  const {
    Configuration: settings,
    Code: code,
    Concurrency: concurrency,
  } = await aws.lambda.send(new GetFunctionCommand({ FunctionName: name }));
  if (!settings?.Role || !settings.CodeSha256 || !settings.Handler)
    throw new Error(`${name} is not a zip function`);
  const environment = settings.Environment?.Variables ?? {};
  const problems = environmentProblems(environment);
  if (problems.length > 0) throw new Error(`${name}: ${problems.join("; ")}`);
  await requireTrust(aws, settings.Role, "lambda.amazonaws.com");

  const [codeDir, policy, asyncSettings] = await Promise.all([
    download(code?.Location, name).then((zip) => unpackCode(zip, settings.CodeSha256 ?? "", name, dir)),
    orAbsent(aws.lambda.send(new GetPolicyCommand({ FunctionName: name }))),
    readAsyncSettings(aws, name),
  ]);
  const deployed = {
    ...describe(name, settings),
    environment,
    codeDir,
    policy: policy?.Policy,
    async: asyncSettings,
    reservedConcurrency: concurrency?.ReservedConcurrentExecutions,
  };
  const fingerprint = createHash("sha256").update(JSON.stringify(deployed)).digest("hex");
  return { ...deployed, fingerprint };
}

function describe(name: string, settings: FunctionConfiguration) {
  return {
    name,
    arn: settings.FunctionArn ?? "",
    roleArn: settings.Role ?? "",
    handler: settings.Handler ?? "",
    runtime: settings.Runtime ?? "",
    timeoutSeconds: settings.Timeout ?? 3,
    memoryMb: settings.MemorySize ?? 128,
    logGroup: settings.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    deadLetterArn: settings.DeadLetterConfig?.TargetArn,
  };
}

async function readAsyncSettings(aws: Aws, name: string): Promise<AsyncSettings> {
  const config = await orAbsent(
    aws.lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName: name })),
  );
  return {
    retries: config?.MaximumRetryAttempts ?? 2,
    onFailure: config?.DestinationConfig?.OnFailure?.Destination,
    onSuccess: config?.DestinationConfig?.OnSuccess?.Destination,
  };
}

async function download(location: string | undefined, name: string): Promise<Uint8Array> {
  if (!location) throw new Error(`GetFunction returned no location for the code of ${name}`);
  const response = await fetch(location);
  if (!response.ok) throw new Error(`the code of ${name} cannot be downloaded: HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** @throws when the role does not exist, or its trust policy does not let the service assume it. */
export async function requireTrust(aws: Aws, roleArn: string, service: string): Promise<void> {
  const { Role: role } = await aws.iam.send(new GetRoleCommand({ RoleName: roleName(roleArn) }));
  const trust = decodeURIComponent(role?.AssumeRolePolicyDocument ?? "");
  const call = { service, action: "sts:AssumeRole", account: parseArn(roleArn).account };
  if (!allowsService(trust, call)) throw new Error(`role ${roleArn} cannot be assumed by ${service}`);
}

async function orAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: Error) => {
    if (error.name === "ResourceNotFoundException") return undefined;
    throw error;
  });
}
