import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArn } from "./arn";
import { type HttpAnswer, type HttpRequest, httpAnswer, httpEvent } from "./http-event";
import { type HttpRoute, matchRoute, type RouteMatch } from "./http-routes";
import type { Invoker } from "./invoker";
import { allowsService } from "./policy";

/** Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;
const API_GATEWAY = "apigateway.amazonaws.com";

export interface HttpApi {
  /** Base URL on loopback. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface HttpApiOptions {
  readonly invoker: Invoker;
  readonly routes: () => readonly HttpRoute[];
  readonly clock: () => Promise<Date>;
  readonly problem: (text: string) => void;
}

/** Serves the deployed APIs' routes on a free loopback port, as their `$default` stage. */
export async function serveHttpApi(options: HttpApiOptions): Promise<HttpApi> {
  const server = createServer((incoming, response) => {
    answer(incoming, options).then(
      (found) => send(response, found),
      (error: Error) => {
        options.problem(`${incoming.method} ${incoming.url}: ${error.message}`);
        send(response, message(500, "Internal Server Error"));
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(incoming: IncomingMessage, options: HttpApiOptions): Promise<HttpAnswer> {
  const method = incoming.method ?? "GET";
  const url = incoming.url ?? "/";
  const match = matchRoute(options.routes(), method, url.split("?")[0] ?? "/");
  const body = await readBody(incoming);
  if (!match) return message(404, "Not Found");
  if (!body) return message(413, "Request Entity Too Large");
  const sourceIp = incoming.socket.remoteAddress ?? "127.0.0.1";
  return invokeRoute({ method, url, rawHeaders: incoming.rawHeaders, body, sourceIp }, match, options);
}

async function invokeRoute(
  request: HttpRequest,
  match: RouteMatch,
  options: HttpApiOptions,
): Promise<HttpAnswer> {
  const { invoker, clock, problem } = options;
  const { route } = match;
  const deployed = invoker.find(route.functionName);
  const { account, region } = parseArn(deployed?.arn ?? "arn:aws:lambda:::");
  const sourceArn = `arn:aws:execute-api:${region}:${account}:${route.apiId}/$default/${sourcePath(route, request.method)}`;
  if (
    !allowsService(deployed?.policy, {
      service: API_GATEWAY,
      action: "lambda:InvokeFunction",
      sourceArn,
      account,
    })
  ) {
    problem(
      `route ${route.routeKey} may not invoke ${route.functionName}: its policy does not allow ${API_GATEWAY}`,
    );
    return message(500, "Internal Server Error");
  }
  const event = httpEvent(request, match, { account, region, requestId: randomUUID(), now: await clock() });
  const source = { kind: "http", arn: sourceArn, principal: API_GATEWAY } as const;
  const result = await Promise.race([
    invoker.invoke(route.functionName, event, source),
    sleep(route.timeoutMs, undefined, { ref: false }),
  ]);
  if (!result) return message(503, "Service Unavailable");
  return (result.error ? undefined : httpAnswer(result.payload)) ?? message(500, "Internal Server Error");
}

/** Method and path as in the source ARN of a route. */
function sourcePath(route: HttpRoute, method: string): string {
  return route.routeKey === "$default" ? "$default" : `${method}${route.routeKey.split(" ")[1] ?? ""}`;
}

/** Undefined when the body is over the limit; the rest of it is read and discarded. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= BODY_LIMIT_BYTES) chunks.push(chunk);
  }
  return bytes > BODY_LIMIT_BYTES ? undefined : Buffer.concat(chunks);
}

function message(statusCode: number, text: string): HttpAnswer {
  const body = Buffer.from(JSON.stringify({ message: text }));
  return { statusCode, headers: { "content-type": "application/json" }, body };
}

function send(response: ServerResponse, { statusCode, headers, body }: HttpAnswer): void {
  response.writeHead(
    statusCode,
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()])),
  );
  response.end(body);
}
