import { at } from "../body";
import type { Rule } from "../model";
import { mustHave, mustHaveAlarm, mustUseOwnKey, shown } from "./parts";

const FUNCTION = ["aws_lambda_function"];
const STAGE = ["aws_apigatewayv2_stage"];
/** Supported runtimes that the functions are written for. */
const CURRENT_RUNTIMES = ["nodejs22.x", "nodejs24.x", "python3.12", "python3.13"];
const SECRET_NAME = /password|token|secret|private_?key|access_?key/i;
const NAME_OF_A_SECRET = /_(?:ID|ARN|NAME|PATH)$/;

export const functionRules: readonly Rule[] = [
  mustHaveAlarm(
    {
      id: "function-errors-watched",
      title: "The errors of a Lambda raise an alarm",
      severity: "high",
      scanners: [],
      types: FUNCTION,
      remedy: "an aws_cloudwatch_metric_alarm on Errors of the function",
    },
    "Errors",
  ),
  mustHaveAlarm(
    {
      id: "function-throttles-watched",
      title: "The throttles of a Lambda raise an alarm",
      severity: "medium",
      scanners: [],
      types: FUNCTION,
      remedy: "an aws_cloudwatch_metric_alarm on Throttles of the function",
    },
    "Throttles",
  ),
  {
    id: "function-traced",
    title: "Lambdas are traced",
    severity: "low",
    scanners: ["CKV_AWS_50", "AWS-0066", "Lambda.7"],
    types: FUNCTION,
    remedy: "tracing_config with mode Active",
    check: ({ body }) => {
      const mode = at(body, "tracing_config.mode");
      return mode === "Active" ? undefined : `tracing_config.mode is ${shown(mode)}`;
    },
  },
  {
    id: "function-concurrency-limited",
    title: "No Lambda can use up the account's concurrency",
    severity: "low",
    scanners: ["CKV_AWS_115"],
    types: FUNCTION,
    remedy: "reserved_concurrent_executions, above 0",
    check: ({ body }) => {
      const value = body["reserved_concurrent_executions"];
      return Number(value ?? -1) > 0 ? undefined : `reserved_concurrent_executions is ${shown(value)}`;
    },
  },
  {
    id: "function-dead-letters",
    title: "An event that a Lambda fails on is kept in a dead-letter queue",
    severity: "medium",
    scanners: ["CKV_AWS_116"],
    types: FUNCTION,
    remedy: "dead_letter_config, or a queue with a dead-letter queue as its only source",
    check: (lambda, plan) => {
      if (at(lambda.body, "dead_letter_config.target_arn") !== undefined) return undefined;
      const queues = plan.referring("aws_lambda_event_source_mapping", "function_name", lambda);
      const others = plan.referring("aws_lambda_permission", "function_name", lambda);
      return queues.length > 0 && others.length === 0 ? undefined : "dead_letter_config is absent";
    },
  },
  mustHave(
    {
      id: "function-in-vpc",
      title: "Lambdas run in the VPC",
      severity: "low",
      scanners: ["CKV_AWS_117", "Lambda.3"],
      types: FUNCTION,
      remedy: "vpc_config",
    },
    "vpc_config.subnet_ids",
  ),
  mustUseOwnKey(
    {
      id: "function-own-key",
      title: "A Lambda's environment is encrypted with a key of the deployment",
      severity: "low",
      scanners: ["CKV_AWS_173"],
      types: FUNCTION,
      remedy: "kms_key_arn with a key of the deployment",
    },
    "kms_key_arn",
  ),
  mustHave(
    {
      id: "function-code-signed",
      title: "Lambdas run only signed code",
      severity: "low",
      scanners: ["CKV_AWS_272"],
      types: FUNCTION,
      remedy: "code_signing_config_arn",
    },
    "code_signing_config_arn",
  ),
  {
    id: "function-current-runtime",
    title: "Lambdas run on a supported runtime",
    severity: "medium",
    scanners: ["CKV_AWS_363", "Lambda.2"],
    types: FUNCTION,
    remedy: `runtime ${CURRENT_RUNTIMES.join(" or ")}`,
    check: ({ body }) =>
      CURRENT_RUNTIMES.includes(String(body["runtime"])) ? undefined : `runtime is ${shown(body["runtime"])}`,
  },
  {
    id: "function-without-secrets",
    title: "A Lambda's environment contains names of secrets, but no secrets",
    severity: "critical",
    scanners: ["CKV_AWS_45"],
    types: FUNCTION,
    remedy: "the name of a secret, which the Lambda reads with its own role",
    check: ({ body }) =>
      Object.keys((at(body, "environment.variables") ?? {}) as object)
        .filter((name) => SECRET_NAME.test(name) && !NAME_OF_A_SECRET.test(name))
        .map((name) => `${name} looks like a secret`),
  },
  {
    id: "function-own-log",
    title: "A Lambda writes to a log group of Terraform, with a key and a retention",
    severity: "medium",
    scanners: [],
    types: FUNCTION,
    remedy: "logging_config with an aws_cloudwatch_log_group",
    check: ({ stack, body }, plan) =>
      plan
        .refersTo(stack, at(body, "logging_config.log_group"))
        .some(({ type }) => type === "aws_cloudwatch_log_group")
        ? undefined
        : "it creates its own log group, without key and retention",
  },
  {
    id: "function-called-on-behalf",
    title: "Only a service may invoke a Lambda, and only for one resource of this account",
    severity: "critical",
    scanners: ["CKV_AWS_301", "CKV_AWS_364", "AWS-0067", "Lambda.1"],
    types: ["aws_lambda_permission"],
    remedy: "a service as principal, and source_arn or source_account",
    check: ({ body }) => {
      if (!String(body["principal"]).endsWith(".amazonaws.com"))
        return `principal is ${shown(body["principal"])}`;
      return (body["source_arn"] ?? body["source_account"])
        ? undefined
        : "resources of any account may invoke it";
    },
  },
  mustHave(
    {
      id: "api-access-logged",
      title: "Calls of the API are logged",
      severity: "medium",
      scanners: ["CKV_AWS_76", "CKV2_AWS_4", "AWS-0001", "APIGateway.9"],
      types: STAGE,
      remedy: "access_log_settings",
    },
    "access_log_settings.destination_arn",
  ),
  {
    id: "api-throttled",
    title: "The API is throttled",
    severity: "medium",
    scanners: [],
    types: STAGE,
    remedy: "default_route_settings with throttling_rate_limit and throttling_burst_limit",
    check: ({ body }) =>
      ["throttling_rate_limit", "throttling_burst_limit"]
        .filter((name) => !(Number(at(body, `default_route_settings.${name}`)) > 0))
        .map((name) => `${name} is absent`),
  },
  {
    id: "api-route-authorized",
    title: "API Gateway authorizes the callers of a route",
    severity: "medium",
    scanners: ["CKV_AWS_309", "APIGateway.8"],
    types: ["aws_apigatewayv2_route"],
    remedy: "authorization_type AWS_IAM, CUSTOM or JWT",
    check: ({ body }) => {
      const value = body["authorization_type"];
      return value === undefined || value === "NONE" ? `authorization_type is ${shown(value)}` : undefined;
    },
  },
];
