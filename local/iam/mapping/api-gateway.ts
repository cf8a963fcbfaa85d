import type { AccessRequest } from "../model";
import { type MappingInput, text, UnmappedCallError } from "./call";

const VERBS: Readonly<Record<string, string>> = {
  Create: "POST",
  Delete: "DELETE",
  Get: "GET",
  Import: "PUT",
  Reimport: "PUT",
  Update: "PATCH",
};
const OPERATION = /^(Create|Delete|Get|Update)(Api|Integration|Route|Stage|Deployment|Authorizer)s?$/;

/** API Gateway's permissions are HTTP methods on paths: `apigateway:POST` on `/apis/…/routes`. */
export function apiGatewayRequests({ call }: MappingInput): AccessRequest[] {
  const { action, params, region } = call;
  const base = `arn:aws:apigateway:${region}::`;
  const arn = text(params, "ResourceArn");
  if (arn) {
    const method = action === "TagResource" ? "POST" : action === "UntagResource" ? "DELETE" : "GET";
    return [{ action: `apigateway:${method}`, resource: arn }];
  }
  const [, verb = "", kind = ""] = OPERATION.exec(action) ?? [];
  const method = VERBS[verb];
  if (!method) throw new UnmappedCallError(call, "API Gateway has no path for it");
  const api = text(params, "ApiId");
  const id = kind === "Stage" ? text(params, "StageName") : text(params, `${kind}Id`);
  const under = kind === "Api" ? "/apis" : `/apis/${api}/${kind.toLowerCase()}s`;
  // The API's own id is in the path already, and a resource that is being created has no id.
  const one = id && verb !== "Create" ? `/${id}` : "";
  return [{ action: `apigateway:${method}`, resource: `${base}${under}${one}` }];
}
