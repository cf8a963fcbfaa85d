import { parseArn } from "./arn";
import type { Credentials } from "./aws";
import type { DeployedFunction } from "./model";

/** Reserved variables, which Lambda sets itself. */
const RESERVED: ReadonlySet<string> = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
]);

/** Limit for all variables of a function together, in bytes. */
const LIMIT_BYTES = 4096;

/**
 * The reasons for which AWS would refuse a function's variables; empty when it would accept them.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function environmentProblems(variables: Readonly<Record<string, string>>): string[] {
  const reserved = Object.keys(variables).filter((name) => RESERVED.has(name));
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  return [
    ...reserved.map((name) => `the variable ${name} is reserved`),
    ...(bytes > LIMIT_BYTES
      ? [`the variables take ${bytes} bytes of the ${LIMIT_BYTES} that AWS allows`]
      : []),
  ];
}

/** The whole environment of a function's process: its own variables and Lambda's, but none of this machine's. */
export function functionEnvironment(
  deployed: DeployedFunction,
  endpoint: string,
  credentials: Credentials,
): Record<string, string> {
  const { region } = parseArn(deployed.arn);
  return {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    ...deployed.environment,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${deployed.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: deployed.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(deployed.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: deployed.logGroup,
    LAMBDA_TASK_ROOT: deployed.codeDir,
    _HANDLER: deployed.handler,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken ?? "",
  };
}
