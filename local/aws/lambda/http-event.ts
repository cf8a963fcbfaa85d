import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { RouteMatch } from "./http-routes";

export interface HttpRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  /** Alternating names and values, as in Node. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
}

export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** The parts of an event that do not come from the request. */
export interface EventFacts {
  readonly account: string;
  readonly region: string;
  readonly requestId: string;
  readonly now: Date;
}

/** Payload format 2.0: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export function httpEvent(
  request: HttpRequest,
  match: RouteMatch,
  facts: EventFacts,
): APIGatewayProxyEventV2 {
  const { route, pathParameters } = match;
  const [rawPath = "/", rawQueryString = ""] = request.url.split(/\?(.*)/s);
  const { cookie, ...headers } = joinedHeaders(request.rawHeaders);
  const query = joined([...new URLSearchParams(rawQueryString)]);
  const isText = isTextual(headers["content-type"] ?? "");
  return {
    version: "2.0",
    routeKey: route.routeKey,
    rawPath,
    rawQueryString,
    ...(cookie && { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(rawQueryString && { queryStringParameters: query }),
    requestContext: {
      accountId: facts.account,
      apiId: route.apiId,
      domainName: `${route.apiId}.execute-api.${facts.region}.amazonaws.com`,
      domainPrefix: route.apiId,
      http: {
        method: request.method,
        path: rawPath,
        protocol: "HTTP/1.1",
        sourceIp: request.sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: facts.requestId,
      routeKey: route.routeKey,
      stage: "$default",
      time: logTime(facts.now),
      timeEpoch: facts.now.getTime(),
    },
    ...(Object.keys(pathParameters).length > 0 && { pathParameters: { ...pathParameters } }),
    ...(request.body.length > 0 && { body: request.body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: request.body.length > 0 && !isText,
  };
}

/**
 * What a caller gets for a function's payload: the response it describes, or 200 with the payload itself.
 * Undefined when the description is malformed.
 */
export function httpAnswer(payload: unknown): HttpAnswer | undefined {
  if (typeof payload !== "object" || payload === null || !("statusCode" in payload)) {
    const text = typeof payload === "string" ? payload : JSON.stringify(payload);
    return { statusCode: 200, headers: { "content-type": "application/json" }, body: Buffer.from(text) };
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = payload as {
    statusCode: unknown;
    headers?: Record<string, unknown>;
    cookies?: string[];
    body?: unknown;
    isBase64Encoded?: boolean;
  };
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined;
  if (body !== undefined && body !== null && typeof body !== "string") return undefined;
  const given = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return {
    statusCode: status,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      ...Object.fromEntries(given),
      ...(cookies && { "set-cookie": cookies }),
    },
    body: Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8"),
  };
}

function joinedHeaders(raw: readonly string[]): Record<string, string> {
  const pairs: Array<readonly [string, string]> = [];
  for (let index = 0; index < raw.length; index += 2) {
    pairs.push([(raw[index] ?? "").toLowerCase(), raw[index + 1] ?? ""]);
  }
  return joined(pairs);
}

/** One value a name; repeated ones are joined by commas. */
function joined(pairs: ReadonlyArray<readonly [string, string]>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of pairs) {
    const before = Object.hasOwn(result, name) ? `${result[name]},` : "";
    result[name] = before + value;
  }
  return result;
}

function isTextual(contentType: string): boolean {
  return /^(text\/|application\/(json|javascript|xml)\b|application\/[\w.-]+\+(json|xml)\b)/i.test(
    contentType,
  );
}

/** `07/Jan/2030:08:00:00 +0000` */
function logTime(now: Date): string {
  const [, day, month, year, time] = now.toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}
