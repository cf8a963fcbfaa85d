import fc from "fast-check";
import { fieldText } from "../../../../functions/shared/jira/fields";

describe("a field's text", () => {
  it.each<[string, unknown, string | undefined]>([
    ["text", " t3.large ", "t3.large"],
    ["blank text", "  ", undefined],
    ["number", 8, "8"],
    ["empty field", null, undefined],
    ["absent field", undefined, undefined],
    ["single select", { self: "https://x", value: "ClientA", id: "10100" }, "ClientA"],
    ["cascading select", { value: "Ubuntu", id: "1", child: { value: "22.04", id: "2" } }, "Ubuntu / 22.04"],
    ["cascading select, parent only", { value: "Ubuntu", id: "1", child: null }, "Ubuntu"],
    ["user picker", { accountId: "5b10", displayName: "John Smith" }, "John Smith"],
    ["user picker of an old server", { name: "jsmith", key: "jsmith" }, "jsmith"],
    ["multi select", [{ value: "a" }, { value: "b" }], "a, b"],
    ["empty multi select", [], undefined],
    ["labels", ["x", "", "y"], "x, y"],
    ["object without text", { toString: "data", id: "3" }, undefined],
    ["text inherited, not owned", Object.create({ value: "inherited" }), undefined],
    ["function as value", { value: () => "x" }, undefined],
    ["boolean", true, undefined],
  ])("the text of a %s is read", (_what, value, expected) => {
    expect(fieldText(value)).toBe(expected);
  });

  it("the text of any JSON value is not blank, or undefined", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = fieldText(value);
        expect(text === undefined || text.trim() !== "").toBe(true);
      }),
    );
  });
});
