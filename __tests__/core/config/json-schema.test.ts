import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import type { JsonSchema } from "../../../core/config/file/schema-at";
import { configJsonSchema } from "../../../core/config/json-schema";

const root = join(__dirname, "../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const schema = configJsonSchema();
const validate = new Ajv({ strict: false }).compile(schema);

/** Every member of every mapping, with its path. */
function members(part: JsonSchema, path: string): [string, JsonSchema][] {
  const own = Object.entries(part.properties ?? {}).map(
    ([key, member]) => [`${path}.${key}`, member] as const,
  );
  const below = [
    ...own,
    ...(part.anyOf ?? []).map((option) => [path, option] as const),
    ...(part.items ? [[`${path}[]`, part.items] as const] : []),
    ...(typeof part.additionalProperties === "object"
      ? [[`${path}.*`, part.additionalProperties] as const]
      : []),
  ];
  return [
    ...own.map(([at, member]): [string, JsonSchema] => [at, member]),
    ...below.flatMap(([at, member]) => members(member, at)),
  ];
}

describe("the JSON Schema for editors", () => {
  it("the committed file equals the schema of the config; if not, run `npm run schema`", () => {
    expect(JSON.parse(read("devvms.schema.json"))).toEqual(JSON.parse(JSON.stringify(schema)));
  });

  it("the example and the complete fixture are valid", () => {
    expect(validate(parse(read("devvms.yaml")))).toBe(true);
    expect(validate(parse(read("__tests__/fixtures/configs/complete.yaml")))).toBe(true);
  });

  it.each([
    ["an unknown key", { regoin: "us-east-1" }],
    ["an unknown key of an entry", { clients: [{ name: "A", developers: [{ name: "a", oss: "RHEL9" }] }] }],
    ["a name that tags cannot hold", { clients: [{ name: "R&D" }] }],
    ["a wrong choice", { network: { nat: "maybe" } }],
    [
      "a schedule of a VM's own without a period",
      { clients: [{ name: "A", developers: [{ name: "a", schedule: { periods: [] } }] }] },
    ],
  ])("a config with %s is invalid", (_name, value) => {
    expect(validate(value)).toBe(false);
  });

  it("every key has a description", () => {
    const all = members(schema, "");
    expect(all.length).toBeGreaterThan(60);
    expect(all.filter(([, { description }]) => !description).map(([path]) => path)).toEqual([]);
  });
});
