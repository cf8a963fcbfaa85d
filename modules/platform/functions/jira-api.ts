import { Apigatewayv2Api } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Route } from "@cdktf/provider-aws/lib/apigatewayv2-route";
import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { waive } from "../../parts/waive";
import type { LambdaFunction } from "../lambda/lambda-function";

export interface JiraApiProps {
  readonly project: string;
  readonly handler: LambdaFunction;
  /** ARN of the key of its log. */
  readonly keyArn: string;
}

/** Rate limit and burst of the API, in requests per second: Jira sends a few per minute. */
const RATE_LIMIT = 20;
const BURST_LIMIT = 40;
const LOG_RETENTION_DAYS = 365;
const ROUTE = "POST /jira/webhook";

/** The only public endpoint: one route to the webhook's Lambda, throttled, logged without body or signature. */
export class JiraApi extends Construct {
  readonly api: Apigatewayv2Api;

  constructor(scope: Construct, id: string, { project, handler, keyArn }: JiraApiProps) {
    super(scope, id);
    const name = `${project}-jira`;
    this.api = new Apigatewayv2Api(this, "api", {
      name,
      description: "Receives Jira's webhook",
      protocolType: "HTTP",
    });
    const integration = new Apigatewayv2Integration(this, "integration", {
      apiId: this.api.id,
      integrationType: "AWS_PROXY",
      integrationUri: handler.function.invokeArn,
      payloadFormatVersion: "2.0",
    });
    const route = new Apigatewayv2Route(this, "route", {
      apiId: this.api.id,
      routeKey: ROUTE,
      target: `integrations/${integration.id}`,
    });
    waive(
      route,
      "api-route-authorized",
      "Jira signs the body, which authorizers of an HTTP API do not receive: the Lambda checks the signature first.",
    );
    const log = new CloudwatchLogGroup(this, "access-log", {
      name: `/aws/apigateway/${name}`,
      retentionInDays: LOG_RETENTION_DAYS,
      kmsKeyId: keyArn,
    });
    new Apigatewayv2Stage(this, "stage", {
      apiId: this.api.id,
      name: "$default",
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: RATE_LIMIT, throttlingBurstLimit: BURST_LIMIT },
      accessLogSettings: { destinationArn: log.arn, format: accessLogFormat() },
      dependsOn: [route],
    });
    handler.allowInvocation(
      "from-api",
      "apigateway.amazonaws.com",
      `${this.api.executionArn}/*/POST/jira/webhook`,
    );
  }
}

function accessLogFormat(): string {
  const fields = [
    "requestId",
    "requestTime",
    "httpMethod",
    "routeKey",
    "status",
    "responseLength",
    "integrationLatency",
  ];
  const entries = fields.map((field) => [field, `$context.${field}`]);
  return JSON.stringify(Object.fromEntries([...entries, ["ip", "$context.identity.sourceIp"]]));
}
