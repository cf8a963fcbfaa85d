import * as z from "zod";
import { configSchema } from "./config";
import type { JsonSchema } from "./file/schema-at";

let cached: JsonSchema | undefined;

/** JSON Schema of `devvms.yaml`, for editors: draft 7, which they support best. */
export function configJsonSchema(): JsonSchema {
  cached ??= z.toJSONSchema(configSchema, { io: "input", target: "draft-7" }) as JsonSchema;
  return cached;
}
