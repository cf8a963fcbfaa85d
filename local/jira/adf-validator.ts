import Ajv, { type ErrorObject } from "ajv";
import schema from "./adf.schema.json";

// The schema is Atlassian's, of @atlaskit/adf-schema 57.7.22 (Apache-2.0), dist/json-schema/v1/full.json. It declares
// draft 4, which Ajv no longer loads, but uses nothing whose meaning later drafts changed.
const { $schema: _draft, ...rules } = schema;
const validate = new Ajv({ strict: false, allErrors: true }).compile(rules);

/**
 * Where a document breaks the published schema of the Atlassian Document Format; empty when it does not. An
 * invalid node gives an error for each possible node type; the deepest errors are the most precise.
 */
export function adfErrors(document: unknown): string[] {
  if (validate(document)) return [];
  return [...(validate.errors ?? [])]
    .sort((one, other) => depth(other) - depth(one))
    .map(({ instancePath, message }) => `${instancePath || "/"} ${message}`);
}

function depth({ instancePath }: ErrorObject): number {
  return instancePath.split("/").length;
}
