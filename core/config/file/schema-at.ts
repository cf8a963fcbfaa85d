import type { PathStep } from "./path";

/** The keywords of JSON Schema that are read here. */
export interface JsonSchema {
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** The part of a schema that describes the value at a path, or undefined for an unknown path. */
export function schemaAt(schema: JsonSchema, path: readonly PathStep[]): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((part, step) => part && schemaBelow(part, step), schema);
}

function schemaBelow(schema: JsonSchema, step: PathStep): JsonSchema | undefined {
  if (typeof step === "number" && schema.items) return schema.items;
  const properties = schema.properties ?? {};
  if (typeof step === "string" && Object.hasOwn(properties, step)) return properties[step];
  if (typeof schema.additionalProperties === "object") return schema.additionalProperties;
  return schema.anyOf?.map((option) => schemaBelow(option, step)).find((found) => found !== undefined);
}
