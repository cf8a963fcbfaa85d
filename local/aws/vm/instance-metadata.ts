import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { VmCredentials, VmInstance } from "./model";

export interface InstanceMetadata {
  /** Base URL on loopback. */
  readonly url: string;
  close(): Promise<void>;
}

export interface InstanceMetadataOptions {
  readonly instance: VmInstance;
  readonly userData: string;
  readonly credentials: () => Promise<VmCredentials | undefined>;
}

type Lookup = (
  options: InstanceMetadataOptions,
  rest: string,
) => Promise<string | undefined> | string | undefined;

const TOKEN_TTL = "x-aws-ec2-metadata-token-ttl-seconds";
/** Six hours, as IMDS. */
const LONGEST_TTL = 21_600;

const LOOKUPS: Readonly<Record<string, Lookup>> = {
  "/latest/meta-data/instance-id": ({ instance }) => instance.instanceId,
  "/latest/meta-data/instance-type": ({ instance }) => instance.instanceType,
  "/latest/meta-data/ami-id": ({ instance }) => instance.imageId,
  "/latest/meta-data/local-ipv4": ({ instance }) => instance.privateIp,
  "/latest/meta-data/placement/region": ({ instance }) => instance.region,
  "/latest/meta-data/placement/availability-zone": ({ instance }) => instance.availabilityZone,
  "/latest/meta-data/services/domain": () => "amazonaws.com",
  "/latest/user-data": ({ userData }) => userData || undefined,
  "/latest/dynamic/instance-identity/document": ({ instance }) => identityDocument(instance),
};

const FOLDERS: Readonly<Record<string, Lookup>> = {
  "/latest/meta-data/tags/instance/": ({ instance }, key) =>
    key === "" ? Object.keys(instance.tags).join("\n") : instance.tags[key],
  "/latest/meta-data/iam/security-credentials/": async ({ credentials }, role) => {
    const keys = await credentials();
    if (!keys || role === "") return keys?.role;
    return role === keys.role ? credentialsDocument(keys) : undefined;
  },
};

/**
 * The instance metadata service of one VM, version 2 only: no answer without a token.
 *
 * Source: "Use the Instance Metadata Service to access instance metadata", EC2 user guide.
 */
export async function startInstanceMetadata(options: InstanceMetadataOptions): Promise<InstanceMetadata> {
  const tokens = new Map<string, number>();
  const server = createServer((request, response) => {
    answer(options, tokens, request, response).catch((error: unknown) => reply(response, 500, String(error)));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  options: InstanceMetadataOptions,
  tokens: Map<string, number>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? "/";
  if (request.method === "PUT" && path === "/latest/api/token") {
    const ttl = Number(request.headers[TOKEN_TTL]);
    if (!(ttl >= 1 && ttl <= LONGEST_TTL)) return reply(response, 400, "Bad Request");
    const token = randomUUID();
    tokens.set(token, Date.now() + ttl * 1000);
    return reply(response, 200, token);
  }
  const until = tokens.get(String(request.headers["x-aws-ec2-metadata-token"])) ?? 0;
  if (until < Date.now()) return reply(response, 401, "Unauthorized");
  const found = await lookUp(options, path);
  return found === undefined ? reply(response, 404, "Not Found") : reply(response, 200, found);
}

function lookUp(options: InstanceMetadataOptions, path: string): ReturnType<Lookup> {
  const exact = LOOKUPS[path];
  if (exact) return exact(options, "");
  const folder = Object.entries(FOLDERS).find(([prefix]) => `${path}/`.startsWith(prefix));
  return folder?.[1](options, decodeURIComponent(path.slice(folder[0].length)));
}

function credentialsDocument({ role: _role, ...keys }: VmCredentials): string {
  return JSON.stringify({
    Code: "Success",
    LastUpdated: new Date().toISOString(),
    Type: "AWS-HMAC",
    ...keys,
  });
}

function identityDocument({ tags: _tags, profile: _profile, ...instance }: VmInstance): string {
  return JSON.stringify({ version: "2017-09-30", architecture: "x86_64", ...instance });
}

function reply(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain" });
  response.end(text);
}
