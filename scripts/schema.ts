import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { configJsonSchema } from "../core/config/json-schema";

/** Writes the JSON Schema of `devvms.yaml` for editors; a unit test fails if the committed file differs. */
const file = join(__dirname, "..", "devvms.schema.json");
writeFileSync(file, `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
console.log(`wrote ${file}`);
