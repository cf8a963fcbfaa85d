import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaFunction as AwsLambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import type * as z from "zod";
import type { Deployment } from "../../../core/aws/deployment";
import { type PolicyDocument, policy } from "../../../core/policies/document";
import { serviceBoundaryArn } from "../../../core/policies/service-boundary";
import { serviceTrust } from "../../../core/policies/trust";
import { decryptEnvironment, useKeyThrough } from "../../../core/policies/use-keys";
import type { Contract } from "../../../functions/shared/contract";
import { MetricAlarm } from "../../parts/metric-alarm";
import { policyJson } from "../../parts/policy-json";
import { waive } from "../../parts/waive";
import { packageLambda } from "./lambda-package";

export interface LambdaFunctionProps<
  Settings extends z.ZodType = z.ZodType,
  Variables extends z.ZodRawShape = z.ZodRawShape,
> {
  readonly deployment: Deployment;
  /** ARN of the key of its log, its environment, and its dead-letter queue. */
  readonly keyArn: string;
  readonly contract: Contract<Settings, Variables>;
  /** Its permissions besides writing its own log. */
  readonly policy: PolicyDocument;
  /** The function gets the part that its contract names. */
  readonly settings: z.input<Settings>;
  readonly variables: z.input<z.ZodObject<Variables>>;
  /** Queue of events that failed three times; for functions that are invoked asynchronously. */
  readonly deadLetterQueue?: SqsQueue;
  readonly alarmTopicArn: string;
}

const LOG_RETENTION_DAYS = 365;

/** A Lambda with its own role, its own log group, and alarms on its errors and throttles. */
export class LambdaFunction<
  Settings extends z.ZodType = z.ZodType,
  Variables extends z.ZodRawShape = z.ZodRawShape,
> extends Construct {
  readonly function: AwsLambdaFunction;
  readonly role: IamRole;

  constructor(scope: Construct, id: string, props: LambdaFunctionProps<Settings, Variables>) {
    super(scope, id);
    const { contract } = props;
    const name = `${props.deployment.project}-${contract.name}`;
    const logGroup = new CloudwatchLogGroup(this, "log", {
      name: `/aws/lambda/${name}`,
      retentionInDays: LOG_RETENTION_DAYS,
      kmsKeyId: props.keyArn,
    });
    this.role = new IamRole(this, "role", {
      name,
      description: contract.description,
      assumeRolePolicy: policyJson(serviceTrust("lambda.amazonaws.com")),
      permissionsBoundary: serviceBoundaryArn(props.deployment),
    });
    const permissions = new IamRolePolicy(this, "permissions", {
      name,
      role: this.role.name,
      policy: policyJson(withOwnLog(props, name, logGroup.arn)),
    });
    const code = packageLambda(contract.name);
    const asset = new TerraformAsset(this, "code", {
      path: code.path,
      type: AssetType.FILE,
      assetHash: hex(code.codeSha256),
    });
    this.function = new AwsLambdaFunction(this, "function", {
      functionName: name,
      description: contract.description,
      role: this.role.arn,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      filename: asset.path,
      sourceCodeHash: code.codeSha256,
      timeout: contract.timeoutSeconds,
      memorySize: contract.memoryMb,
      kmsKeyArn: props.keyArn,
      environment: {
        variables: {
          SETTINGS: JSON.stringify(contract.settings.parse(props.settings)),
          POWERTOOLS_SERVICE_NAME: contract.name,
          POWERTOOLS_METRICS_NAMESPACE: props.deployment.project,
          POWERTOOLS_LOG_LEVEL: "INFO",
          ...(props.variables as Readonly<Record<string, string>>),
        },
      },
      ...(props.deadLetterQueue ? { deadLetterConfig: { targetArn: props.deadLetterQueue.arn } } : {}),
      loggingConfig: { logFormat: "Text", logGroup: logGroup.name },
      tracingConfig: { mode: "Active" },
      // The first invocation needs its permissions and its log group.
      dependsOn: [permissions],
    });
    this.waiveWhatDoesNotFit();
    this.addAlarms(name, props.alarmTopicArn);
  }

  private waiveWhatDoesNotFit(): void {
    waive(
      this.function,
      "function-concurrency-limited",
      "Its callers limit it: the API's throttle, the queue's maximum concurrency, one event per timer. Reserved concurrency fails in accounts with Lambda's initial limit.",
    );
    waive(
      this.function,
      "function-code-signed",
      "Terraform uploads the zip that was built from the reviewed commit, and pins its hash; no other principal may update the code.",
    );
    waive(
      this.function,
      "function-in-vpc",
      "It calls AWS APIs and Jira, and nothing in the VPC; inside the VPC it would need NAT, which a deployment may not have.",
    );
  }

  /** Allows a service to invoke the function on behalf of one resource. */
  allowInvocation(id: string, service: string, sourceArn: string): void {
    new LambdaPermission(this, id, {
      functionName: this.function.functionName,
      action: "lambda:InvokeFunction",
      principal: service,
      sourceArn,
    });
  }

  private addAlarms(name: string, topicArn: string): void {
    const metric = {
      namespace: "AWS/Lambda",
      dimensions: { FunctionName: this.function.functionName },
      statistic: "Sum",
      threshold: 0,
      topicArn,
    } as const;
    new MetricAlarm(this, "errors", {
      ...metric,
      alarmName: `${name}-errors`,
      alarmDescription: `${name} failed: see its log group for the reason.`,
      runbook: "docs/runbooks/function-errors.md",
      metricName: "Errors",
    });
    // Callers invoke a function only a few times concurrently: a throttle means that other functions use up the
    // account's concurrency.
    new MetricAlarm(this, "throttles", {
      ...metric,
      alarmName: `${name}-throttles`,
      alarmDescription: `Lambda refused to run ${name}: the account's concurrency is used up.`,
      runbook: "docs/runbooks/function-throttled.md",
      metricName: "Throttles",
    });
  }
}

function withOwnLog(
  {
    policy: own,
    deadLetterQueue,
    deployment,
    keyArn,
  }: Pick<LambdaFunctionProps, "policy" | "deadLetterQueue" | "deployment" | "keyArn">,
  name: string,
  logGroupArn: string,
): PolicyDocument {
  return policy(
    ...own.Statement,
    {
      Sid: "WriteOwnLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${logGroupArn}:*`,
    },
    decryptEnvironment(deployment, keyArn, name),
    {
      Sid: "SendTraces",
      Effect: "Allow",
      Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
      Resource: "*",
    },
    ...(deadLetterQueue
      ? [
          {
            Sid: "SendFailedEvents",
            Effect: "Allow" as const,
            Action: "sqs:SendMessage",
            Resource: deadLetterQueue.arn,
          },
          useKeyThrough(deployment, keyArn, "EncryptFailedEvents", ["sqs"]),
        ]
      : []),
  );
}

function hex(base64: string): string {
  return Buffer.from(base64, "base64").toString("hex");
}
