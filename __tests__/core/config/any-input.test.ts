import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parseDocument, stringify } from "yaml";
import { ConfigError } from "../../../core/config/file/errors";
import { parseConfig } from "../../../core/config/parse";

const example = readFileSync(join(__dirname, "../../../devvms.yaml"), "utf8");

/** Whether a text is accepted. A refusal must be well-formed; any other error fails the property. */
function isAccepted(text: string): boolean {
  try {
    parseConfig(text, "devvms.yaml", { now: new Date(0) });
    return true;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const lines = text.split("\n").length;
    expect(error.problems.filter(({ severity }) => severity === "error").length).toBeGreaterThan(0);
    for (const { line, column, message, hint } of error.problems) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(line).toBeLessThanOrEqual(lines);
      expect(column).toBeGreaterThanOrEqual(1);
      expect(message).not.toMatch(/undefined|\[object|Invalid input/);
      expect(hint).not.toBe("");
    }
    return false;
  }
}

const anyValue = fc.anything({ withNullPrototype: false, withBigInt: false, withDate: true, maxDepth: 4 });
const topLevelKey = fc.constantFrom(
  ...["project", "region", "cell", "defaults", "schedules", "scheduler", "network", "databases"],
  ...["jira", "policy", "state", "alarms", "clients", "__proto__", "constructor"],
);

/** Paths to every value of the example, as `setIn` takes them. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [path];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...members.flatMap(([key, member]) => pathsOf(member, [...path, key]))];
}

const paths = pathsOf(parseDocument(example).toJS()).filter((path) => path.length > 0);

describe("parseConfig", () => {
  it("any YAML value is accepted or refused, and none causes another error", () => {
    fc.assert(fc.property(anyValue, (value) => void isAccepted(stringify(value) ?? "")));
  });

  it("any value of any section is accepted or refused", () => {
    const sections = fc.dictionary(topLevelKey, anyValue, { maxKeys: 4 });
    fc.assert(fc.property(sections, (value) => void isAccepted(stringify(value))));
  });

  it("the example with any of its values replaced is accepted or refused", () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 3 }), (path, value) => {
        const document = parseDocument(example);
        document.setIn(path, document.createNode(value));
        isAccepted(document.toString());
      }),
      { numRuns: 60 },
    );
  });

  it("any text is accepted or refused", () => {
    const pieces = fc.constantFrom(
      ..."{}[]:,-#&*!|>'\"%@` \n\t~?",
      "a",
      "clients",
      "name: ",
      "- ",
      "<<: ",
      "---\n",
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(texts, (text) => void isAccepted(text)),
      { numRuns: 300 },
    );
  });

  it("every entry with a valid name and valid choices becomes a VM", () => {
    const name = fc.stringMatching(/^[a-z]{3,12}-[0-9]{1,4}$/);
    const entry = fc.record({
      name,
      instanceType: fc.constantFrom("t3.large", "m5.xlarge"),
      os: fc.constantFrom("RHEL8", "Ubuntu", "Amazon Linux"),
      schedule: fc.constantFrom("office-hours", "always-on"),
    });
    const developers = fc.uniqueArray(entry, { selector: (value) => value.name, maxLength: 20 });
    fc.assert(
      fc.property(developers, (entries) => {
        const text = stringify({ clients: [{ name: "ClientA", developers: entries }] });
        const { config } = parseConfig(text, "devvms.yaml");
        expect(config.clients[0]?.developers.map(({ developer }) => developer)).toEqual(
          entries.map((value) => value.name),
        );
      }),
    );
  });
});
