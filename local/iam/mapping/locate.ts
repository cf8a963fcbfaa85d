import { type MappingInput, texts } from "./call";
import { LOCATORS } from "./locators";

/**
 * ARNs of the resources of one type that a call names.
 * @param template the type's ARN as AWS documents it: `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`
 */
export function locate(service: string, type: string, template: string, input: MappingInput): string[] {
  const special = LOCATORS[service];
  if (special) return special(type, input).filter((arn) => arn !== "");
  return byArn(template, input) ?? byName(template, input);
}

const TEMPLATE_PART = /\$\{(\w+)\}/g;

/** Parameters that are ARNs of the type. */
function byArn(template: string, { call }: MappingInput): string[] | undefined {
  const pattern = new RegExp(`^${template.replace(TEMPLATE_PART, "[^:]*").replace(/\//g, "\\/")}$`);
  const arns = texts(call.params).filter((value) => pattern.test(value));
  return arns.length > 0 ? [...new Set(arns)] : undefined;
}

/** The template filled in, when the request has parameters of the names in it. */
function byName(template: string, { call, deployed }: MappingInput): string[] {
  const byLowerCase = new Map(
    Object.entries(call.params).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const fixed: Readonly<Record<string, string>> = {
    Partition: "aws",
    Region: call.region,
    Account: deployed.accountId,
  };
  let complete = true;
  const arn = template.replace(TEMPLATE_PART, (_, name: string) => {
    const lower = name.toLowerCase();
    const value = fixed[name] ?? byLowerCase.get(lower) ?? byLowerCase.get(lower.replace(/(name|id)$/, ""));
    if (typeof value !== "string") complete = false;
    return String(value);
  });
  return complete ? [arn] : [];
}
