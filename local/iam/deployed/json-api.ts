/** The reader's own access key, by which its requests are recognized in the emulator's record of calls. */
export const READER = { accessKeyId: "permissions-reader", secretAccessKey: "local" };

export interface Endpoint {
  readonly url: string;
  readonly region: string;
}

/**
 * Calls a service with AWS's JSON protocol, for services whose SDK client is not otherwise a dependency.
 * @param target as in `X-Amz-Target`: `TrentService.GetKeyPolicy`
 */
export async function jsonApi<T>(
  { url, region }: Endpoint,
  signingName: string,
  target: string,
  body: object,
): Promise<T> {
  const scope = `${READER.accessKeyId}/20260101/${region}/${signingName}/aws4_request`;
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": target,
      // The emulator reads the access key and does not check the signature.
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${target}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
