import { type MappingInput, text } from "./call";

/** IAM's resources: requests name them without the path that is part of their ARN. */
export function locateIam(type: string, input: MappingInput): string[] {
  const arn = LOCATED[type]?.(input);
  return arn ? [arn] : [];
}

type One = (input: MappingInput) => string | undefined;

const LOCATED: Readonly<Record<string, One>> = {
  role: ({ call: { params, action }, deployed }) => {
    const name = text(params, "RoleName");
    if (!name) return undefined;
    const known = action === "CreateRole" ? undefined : deployed.role(name)?.arn;
    return known ?? `${prefix(deployed.accountId)}role${pathOf(params)}${name}`;
  },
  "instance-profile": ({ call: { params, action }, deployed }) => {
    const name = text(params, "InstanceProfileName");
    if (!name) return undefined;
    const known = action === "CreateInstanceProfile" ? undefined : deployed.profileArn(name);
    return known ?? `${prefix(deployed.accountId)}instance-profile${pathOf(params)}${name}`;
  },
  policy: ({ call: { params, action }, deployed }) =>
    action === "CreatePolicy"
      ? `${prefix(deployed.accountId)}policy${pathOf(params)}${text(params, "PolicyName")}`
      : text(params, "PolicyArn"),
  user: ({ call: { params }, deployed }) => {
    const name = text(params, "UserName");
    return name ? `${prefix(deployed.accountId)}user/${name}` : undefined;
  },
  "oidc-provider": ({ call: { params }, deployed }) => {
    const url = text(params, "Url")?.replace("https://", "");
    return (
      text(params, "OpenIDConnectProviderArn") ??
      (url ? `${prefix(deployed.accountId)}oidc-provider/${url}` : undefined)
    );
  },
};

function prefix(account: string): string {
  return `arn:aws:iam::${account}:`;
}

function pathOf(params: Readonly<Record<string, unknown>>): string {
  return text(params, "Path") ?? "/";
}
