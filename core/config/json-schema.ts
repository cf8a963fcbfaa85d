import * as z from "zod";
import type { PathStep } from "./errors";
import { configSchema } from "./schema";

/** As much of JSON Schema as ours uses. */
export interface JsonSchema {
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** JSON Schema of `devvms.yaml`, for editors: draft 7, which they know best. */
export function configJsonSchema(): JsonSchema {
  return z.toJSONSchema(configSchema, { io: "input", target: "draft-7" }) as JsonSchema;
}

let known: JsonSchema | undefined;

/** The part of the schema that a path leads to, or undefined for a path that it does not have. */
export function schemaAt(path: readonly PathStep[]): JsonSchema | undefined {
  known ??= configJsonSchema();
  return path.reduce<JsonSchema | undefined>((schema, step) => schema && below(schema, step), known);
}

function below(schema: JsonSchema, step: PathStep): JsonSchema | undefined {
  if (typeof step === "number" && schema.items) return schema.items;
  const properties = schema.properties ?? {};
  if (typeof step === "string" && Object.hasOwn(properties, step)) return properties[step];
  if (typeof schema.additionalProperties === "object") return schema.additionalProperties;
  return schema.anyOf?.map((option) => below(option, step)).find((found) => found !== undefined);
}
