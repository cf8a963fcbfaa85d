import { FUNCTIONS, TIMERS } from "../../../functions/all-functions";
import type { Deployed, Identity } from "../../../local/iam/model";

export const ACCOUNT = "123456789012";
export const REGION = "us-east-1";
export const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/524c7d18`;
export const EVERYTHING = {
  name: "everything",
  policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
};

/** Names of the deployed roles, with their paths. */
const ROLES: Readonly<Record<string, string>> = {
  "dev-vm-clienta.sam-okafor": "/dev-vm/",
  "dev-vm-clientb.lena-vogt": "/dev-vm/",
  ...Object.fromEntries(FUNCTIONS.map(({ name }) => [`dev-vm-${name}`, "/"])),
  ...Object.fromEntries(TIMERS.map(({ name }) => [`dev-vm-${name}-timer`, "/"])),
  "dev-vm-deploy": "/",
  "dev-vm-plan": "/",
};

export function fakeRole(name: string, rest: Partial<Identity> = {}): Identity {
  const path = ROLES[name] ?? "/";
  return { arn: `arn:aws:iam::${ACCOUNT}:role${path}${name}`, name, path, tags: {}, policies: [], ...rest };
}

/** A deployment as the mapping reads it, without AWS. */
export function fakeDeployed(rest: Partial<Deployed> = {}): Deployed {
  const roles = rest.roles ?? Object.keys(ROLES).map((name) => fakeRole(name));
  return {
    accountId: ACCOUNT,
    region: REGION,
    roles,
    role: (name) => roles.find((role) => role.name === name),
    user: () => undefined,
    policy: () => undefined,
    policyArn: (name) => `arn:aws:iam::${ACCOUNT}:policy/${name}`,
    profileArn: (name) => `arn:aws:iam::${ACCOUNT}:instance-profile/dev-vm/${name}`,
    profileRoles: (name) => [name],
    tags: () => ({}),
    tagged: [],
    secretArn: (name) => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}-abcdef`,
    keyArn: (id) => (id.startsWith("arn:") ? id : `arn:aws:kms:${REGION}:${ACCOUNT}:key/${id}`),
    templateId: () => "lt-00000001",
    templateSecurityGroups: () => ["sg-00000001"],
    templateKeys: () => [],
    launchKeys: (named) => [...named],
    encryption: async () => undefined,
    volumeKeys: () => [],
    fileSystemOf: () => "fs-00000001",
    resourcePolicy: async () => undefined,
    ...rest,
  };
}
