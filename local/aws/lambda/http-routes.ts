import {
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  type Integration,
} from "@aws-sdk/client-apigatewayv2";
import { functionName } from "./arn";
import type { Aws } from "./aws";

/** A route of a deployed HTTP API that a function answers. */
export interface HttpRoute {
  readonly apiId: string;
  /** `POST /jira/webhook`, `ANY /{proxy+}` or `$default`. */
  readonly routeKey: string;
  readonly functionName: string;
  readonly timeoutMs: number;
}

/** A route with the path parameters of one request. */
export interface RouteMatch {
  readonly route: HttpRoute;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * Routes of every HTTP API whose `$default` stage is deployed.
 * @throws for a route whose integration is not a function.
 */
export async function readRoutes(aws: Aws): Promise<readonly HttpRoute[]> {
  const { Items: apis = [] } = await aws.apiGateway.send(new GetApisCommand({ MaxResults: "500" }));
  const http = apis.filter((api) => api.ProtocolType === "HTTP");
  return (await Promise.all(http.map((api) => readApi(aws, api.ApiId ?? "")))).flat();
}

async function readApi(aws: Aws, apiId: string): Promise<HttpRoute[]> {
  const [{ Items: stages = [] }, { Items: routes = [] }, { Items: integrations = [] }] = await Promise.all([
    aws.apiGateway.send(new GetStagesCommand({ ApiId: apiId })),
    aws.apiGateway.send(new GetRoutesCommand({ ApiId: apiId })),
    aws.apiGateway.send(new GetIntegrationsCommand({ ApiId: apiId })),
  ]);
  // Without automatic deployment, a stage has no routes until it is deployed.
  const served = stages.some((one) => one.StageName === "$default" && (one.AutoDeploy || one.DeploymentId));
  if (!served) return [];
  return routes.map(({ RouteKey: routeKey = "", Target: target }) => {
    const integration = integrations.find((one) => `integrations/${one.IntegrationId}` === target);
    return {
      apiId,
      routeKey,
      functionName: proxied(routeKey, integration),
      timeoutMs: integration?.TimeoutInMillis ?? 30_000,
    };
  });
}

function proxied(routeKey: string, integration: Integration | undefined): string {
  const name = functionName(integration?.IntegrationUri ?? "");
  if (integration?.IntegrationType !== "AWS_PROXY" || !name)
    throw new Error(`route ${routeKey} has no function as its integration`);
  if (integration.PayloadFormatVersion !== "2.0")
    throw new Error(`route ${routeKey}: only payload format 2.0 is supported`);
  return name;
}

/** The route for a request: an exact path before one with parameters, a method before ANY, `$default` last. */
export function matchRoute(
  routes: readonly HttpRoute[],
  method: string,
  path: string,
): RouteMatch | undefined {
  const matches = routes.flatMap((route) => {
    const pathParameters = matchKey(route.routeKey, method, path);
    return pathParameters ? [{ route, pathParameters }] : [];
  });
  return matches.sort((a, b) => generality(a.route.routeKey) - generality(b.route.routeKey))[0];
}

function generality(key: string): number {
  if (key === "$default") return 100;
  return (key.includes("+}") ? 10 : 0) + (key.includes("{") ? 5 : 0) + (key.startsWith("ANY ") ? 1 : 0);
}

function matchKey(key: string, method: string, path: string): Readonly<Record<string, string>> | undefined {
  if (key === "$default") return {};
  const [wantedMethod, wantedPath = ""] = key.split(" ");
  if (wantedMethod !== "ANY" && wantedMethod !== method) return undefined;
  const source = wantedPath
    .split(/(\{\w+\+?\})/)
    .map((part) => {
      const parameter = /^\{(\w+)(\+?)\}$/.exec(part);
      if (!parameter) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      return `(?<${parameter[1]}>${parameter[2] ? ".+" : "[^/]+"})`;
    })
    .join("");
  const match = new RegExp(`^${source}$`).exec(path);
  return match ? { ...match.groups } : undefined;
}
