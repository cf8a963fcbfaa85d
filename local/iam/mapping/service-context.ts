import type { Context } from "../model";
import { type MappingInput, text } from "./call";
import { itemContext } from "./item-context";

/** Service-specific condition keys that a request determines. */
export function serviceContext(input: MappingInput): Context | undefined {
  const { service, action, params } = input.call;
  const own: Readonly<Record<string, () => Record<string, string | readonly string[] | undefined>>> = {
    dynamodb: () => itemContext(params),
    ec2: () => (action === "ModifyInstanceAttribute" ? newAttribute(params) : {}),
    iam: () => ({
      "iam:PermissionsBoundary": text(params, "PermissionsBoundary") ?? boundaryOf(input),
      "iam:PolicyARN": text(params, "PolicyArn"),
    }),
    lambda: () => ({
      "lambda:FunctionArn": action.includes("EventSourceMapping") ? functionArn(input) : undefined,
      "lambda:Principal": action === "AddPermission" ? text(params, "Principal") : undefined,
    }),
    kms: () => ({
      "kms:BypassPolicyLockoutSafetyCheck": flag(params["BypassPolicyLockoutSafetyCheck"]),
    }),
    rds: () => ({ "rds:PubliclyAccessible": flag(params["PubliclyAccessible"]) }),
    sns: () => ({ "sns:Protocol": text(params, "Protocol"), "sns:Endpoint": text(params, "Endpoint") }),
  };
  const filled = Object.entries(own[service]?.() ?? {}).filter(
    (entry): entry is [string, string | readonly string[]] => entry[1] !== undefined && entry[1].length > 0,
  );
  return filled.length > 0 ? Object.fromEntries(filled) : undefined;
}

/** A change of a role's policies is judged by the role's current boundary. */
function boundaryOf({ call: { action, params }, deployed }: MappingInput): string | undefined {
  if (action === "CreateRole" || !/RolePolicy$/.test(action)) return undefined;
  return deployed.role(text(params, "RoleName") ?? "")?.boundary?.name;
}

/** The new value of an instance's attribute: EC2 changes one at a time. */
function newAttribute(params: Readonly<Record<string, unknown>>): Record<string, string> {
  for (const [name, setting] of Object.entries(params)) {
    const value = (setting as { readonly Value?: unknown } | undefined)?.Value;
    if (value !== undefined) return { "ec2:Attribute": name, [`ec2:Attribute/${name}`]: String(value) };
  }
  return {};
}

function functionArn({ call: { params, region }, deployed }: MappingInput): string | undefined {
  const name = text(params, "FunctionName")?.split(":").at(-1);
  return name ? `arn:aws:lambda:${region}:${deployed.accountId}:function:${name}` : undefined;
}

function flag(value: unknown): string | undefined {
  return typeof value === "boolean" ? String(value) : undefined;
}
