import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Ec2Model } from "./ec2-model";
import { toHttp } from "./transport";

export interface ModelServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The modelled EC2 over HTTP, for the shipped function in a separate process; its Parameter Store has no schedules.
 *
 * @param now the model's time, milliseconds since the epoch
 */
export async function serveModel(model: Ec2Model, now: () => number): Promise<ModelServer> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.headers["x-amz-target"]) {
        response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end('{"Parameters":[]}');
        return;
      }
      const { statusCode, text: answer } = toHttp(model.answer(new URLSearchParams(body), now()));
      response.writeHead(statusCode, { "content-type": "text/xml" }).end(answer);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}
