import { Readable } from "node:stream";
import type { Answer, Ec2Model } from "./ec2-model";

/** Round trip of a request within one Region, in milliseconds. */
const LATENCY = 30;

/** An SDK request handler that calls the model instead of AWS: the SDK's own retries and backoff are unchanged. */
export function modelledTransport(model: Ec2Model) {
  return {
    handle: async ({ body }: { readonly body?: unknown }) => {
      await new Promise((arrived) => setTimeout(arrived, LATENCY));
      const { statusCode, text } = toHttp(model.answer(new URLSearchParams(String(body)), Date.now()));
      const headers = { "content-type": "text/xml" };
      return { response: { statusCode, headers, body: Readable.from([Buffer.from(text)]) } };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
  };
}

/** The HTTP form of EC2's response. */
export function toHttp(answer: Answer): { readonly statusCode: number; readonly text: string } {
  if ("xml" in answer) return { statusCode: 200, text: answer.xml };
  const error = `<Error><Code>${answer.error}</Code><Message>${answer.error}</Message></Error>`;
  const statusCode = answer.error === "RequestLimitExceeded" ? 503 : 400;
  return { statusCode, text: `<Response><Errors>${error}</Errors><RequestID>0</RequestID></Response>` };
}
