import { ec2ArnOf, ec2Type } from "../ec2-ids";
import { type MappingInput, text, texts } from "./call";

/** Resources that AWS owns have no account in their ARN. */
const OF_AWS = /^\/?(aws\/|AWS-|AmazonCloudWatch-)/;

/** Systems Manager's resources: parameters, documents, sessions, and the instances they apply to. */
export function locateSsm(type: string, input: MappingInput): string[] {
  const { params } = input.call;
  const tagged = text(params, "ResourceId");
  if (!tagged) return LOCATED[type]?.(input) ?? [];
  return text(params, "ResourceType")?.toLowerCase() === type ? [named(type, tagged, input)] : [];
}

const LOCATED: Readonly<Record<string, (input: MappingInput) => string[]>> = {
  parameter: (input) => {
    const { params, action } = input.call;
    if (!action.includes("Parameter")) return [];
    const one = text(params, "Name") ?? text(params, "Path");
    return (one ? [one] : texts(params["Names"])).map((name) => named("parameter", name, input));
  },
  document: (input) => {
    const { params, action } = input.call;
    if (!/Document|Session|Command/.test(action)) return [];
    const name = text(params, "Name") ?? text(params, "DocumentName");
    return name ? [named("document", name, input)] : [];
  },
  instance: ({ call: { params, region }, deployed }) =>
    texts(params)
      .filter((value) => ec2Type(value) === "instance")
      .map((id) => ec2ArnOf("instance", id, region, deployed.accountId)),
  session: (input) => {
    const session = text(input.call.params, "SessionId");
    return session ? [named("session", session, input)] : [];
  },
};

function named(kind: string, name: string, { call: { region }, deployed }: MappingInput): string {
  const account = OF_AWS.test(name) ? "" : deployed.accountId;
  return `arn:aws:ssm:${region}:${account}:${kind}/${name.replace(/^\//, "")}`;
}
