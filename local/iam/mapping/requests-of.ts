import type { AccessRequest, Deployed } from "../model";
import { apiGatewayRequests } from "./api-gateway";
import type { MappedCall, MappingInput } from "./call";
import { iamActions } from "./iam-action";
import { keyUse } from "./implied-keys";
import { passedRoles } from "./implied-roles";
import { tagging } from "./implied-tags";
import { removedTagKeys, requestTags } from "./request-tags";
import { resourcesOf } from "./resources-of";
import { runInstancesRequests } from "./run-instances";
import { serviceContext } from "./service-context";

/**
 * The requests that IAM checks for this call: its own actions on every resource that it names, and the permissions
 * that AWS requires in addition: to tag, to pass roles, to use keys.
 * @throws UnmappedCallError for a call that no mapping supports
 */
export async function requestsOf(call: MappedCall, deployed: Deployed): Promise<AccessRequest[]> {
  const input: MappingInput = { call, deployed };
  const direct = await directRequests(input);
  return [...direct, ...tagging(input, direct), ...passedRoles(input), ...(await keyUse(input, direct))];
}

async function directRequests(input: MappingInput): Promise<AccessRequest[]> {
  const { service, action, params } = input.call;
  if (service === "apigateway") return apiGatewayRequests(input);
  if (service === "ec2" && action === "RunInstances") return runInstancesRequests(input);
  const wanted =
    service === "dynamodb" && action.startsWith("Transact")
      ? transactionOf(input)
      : iamActions(service, action, params).map((name) => ({ action: name, input }));
  const found: AccessRequest[] = [];
  for (const { action: name, input: part } of wanted) {
    const context = serviceContext(part);
    for (const request of await resourcesOf(`${service}:${name}`, part))
      found.push({ ...request, ...tagsOfRequest(part), ...(context ? { context } : {}) });
  }
  return found;
}

/** A transaction is judged by the single operations in it; a condition check has an action of its own. */
function transactionOf({ call, deployed }: MappingInput) {
  const items = (call.params["TransactItems"] ?? []) as Record<string, Record<string, unknown>>[];
  return items.flatMap((item) =>
    Object.entries(item).map(([operation, params]) => ({
      action: operation === "ConditionCheck" ? "ConditionCheckItem" : `${operation}Item`,
      input: { call: { ...call, params }, deployed },
    })),
  );
}

function tagsOfRequest({ call: { action, params, service } }: MappingInput) {
  const tags = requestTags(params);
  // EC2 takes tags to remove in the same form as tags to set.
  if (service === "ec2" && action === "DeleteTags") return { tagKeys: Object.keys(tags) };
  const removed = removedTagKeys(params);
  return {
    ...(Object.keys(tags).length > 0 ? { requestTags: tags } : {}),
    ...(removed.length > 0 ? { tagKeys: removed } : {}),
  };
}
