import {
  type AttachedPolicy,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  paginateGetAccountAuthorizationDetails,
  paginateListPolicies,
  type RoleDetail,
  type UserDetail,
} from "@aws-sdk/client-iam";
import type { Identity, NamedPolicy, Tags } from "../model";
import { type Endpoint, READER } from "./json-api";

export interface Identities {
  readonly roles: ReadonlyMap<string, Identity>;
  readonly users: ReadonlyMap<string, Identity>;
  /** ARNs of the account's own policies, by name. */
  readonly policyArns: ReadonlyMap<string, string>;
  /** The same policies, by name. */
  readonly policies: ReadonlyMap<string, NamedPolicy>;
  readonly profiles: ReadonlyMap<string, { readonly arn: string; readonly roles: readonly string[] }>;
}

/** Every role and user of the account with its policies, as IAM keeps them. */
export async function readIdentities({ url, region }: Endpoint): Promise<Identities> {
  const client = new IAMClient({ endpoint: url, region, credentials: READER });
  const roleDetails: RoleDetail[] = [];
  const users = new Map<string, Identity>();
  const managed = managedPolicies(client);
  const userDetails: UserDetail[] = [];
  for await (const page of paginateGetAccountAuthorizationDetails({ client }, { Filter: ["Role", "User"] })) {
    roleDetails.push(...(page.RoleDetailList ?? []));
    userDetails.push(...(page.UserDetailList ?? []));
  }
  for (const { Arn = "", UserName = "", Path = "/", Tags: tags, ...detail } of userDetails) {
    users.set(UserName, {
      arn: Arn,
      name: UserName,
      path: Path,
      tags: tagsOf(tags),
      policies: [...inline(detail.UserPolicyList), ...(await managed(detail.AttachedManagedPolicies))],
    });
  }
  const roles = new Map<string, Identity>();
  for (const detail of roleDetails) roles.set(detail.RoleName ?? "", await roleOf(detail, managed));
  const profiles = profilesOf(roleDetails);
  const policyArns = new Map<string, string>();
  for await (const page of paginateListPolicies({ client }, { Scope: "Local" })) {
    for (const { PolicyName = "", Arn = "" } of page.Policies ?? []) policyArns.set(PolicyName, Arn);
  }
  const own = [...policyArns].map(([PolicyName, PolicyArn]) => ({ PolicyName, PolicyArn }));
  const policies = new Map((await managed(own)).map((policy) => [policy.name, policy]));
  client.destroy();
  return { roles, users, profiles, policyArns, policies };
}

type Managed = (attached: readonly AttachedPolicy[] | undefined) => Promise<NamedPolicy[]>;

async function roleOf(detail: RoleDetail, managed: Managed): Promise<Identity> {
  const boundaryArn = detail.PermissionsBoundary?.PermissionsBoundaryArn;
  const [boundary] = boundaryArn ? await managed([{ PolicyArn: boundaryArn, PolicyName: boundaryArn }]) : [];
  return {
    arn: detail.Arn ?? "",
    name: detail.RoleName ?? "",
    path: detail.Path ?? "/",
    tags: tagsOf(detail.Tags),
    policies: [...inline(detail.RolePolicyList), ...(await managed(detail.AttachedManagedPolicies))],
    trust: document(detail.AssumeRolePolicyDocument),
    ...(boundary ? { boundary } : {}),
  };
}

/** Documents of attached policies, in their default version. */
function managedPolicies(client: IAMClient): Managed {
  const known = new Map<string, Promise<unknown>>();
  const fetchDocument = async (arn: string): Promise<unknown> => {
    const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn: arn }));
    const request = { PolicyArn: arn, VersionId: Policy?.DefaultVersionId ?? "v1" };
    const { PolicyVersion } = await client.send(new GetPolicyVersionCommand(request));
    return document(PolicyVersion?.Document);
  };
  return async (attached) =>
    Promise.all(
      (attached ?? []).map(async ({ PolicyArn = "", PolicyName = "" }) => {
        const policy = known.get(PolicyArn) ?? fetchDocument(PolicyArn);
        known.set(PolicyArn, policy);
        return { name: PolicyName, policy: await policy };
      }),
    );
}

function profilesOf(details: readonly RoleDetail[]): Identities["profiles"] {
  const profiles = details.flatMap(({ InstanceProfileList }) => InstanceProfileList ?? []);
  return new Map(
    profiles.map(({ InstanceProfileName = "", Arn = "", Roles = [] }) => [
      InstanceProfileName,
      { arn: Arn, roles: Roles.map(({ RoleName = "" }) => RoleName) },
    ]),
  );
}

function inline(
  policies: readonly { PolicyName?: string; PolicyDocument?: string }[] | undefined,
): NamedPolicy[] {
  return (policies ?? []).map(({ PolicyName = "", PolicyDocument }) => ({
    name: PolicyName,
    policy: document(PolicyDocument),
  }));
}

/** IAM returns documents URL-encoded. */
function document(text: string | undefined): unknown {
  if (!text) return undefined;
  return JSON.parse(text.startsWith("%") ? decodeURIComponent(text) : text);
}

/** Tags as a map; each service's client has its own type for them. */
export function tagsOf(tags: readonly { Key?: string; Value?: string }[] | undefined): Tags {
  return Object.fromEntries((tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
}
