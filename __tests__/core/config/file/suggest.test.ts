import fc from "fast-check";
import { suggest } from "../../../../core/config/file/suggest";

const KEYS = ["instanceType", "os", "timezone", "rootVolumeGb", "schedule", "jira", "costCenter"];

describe("suggest", () => {
  it.each([
    ["instancetype", "instanceType"],
    ["instace_type", "instanceType"],
    ["time-zone", "timezone"],
    ["shcedule", "schedule"],
    ["jria", "jira"],
    ["costcentre", "costCenter"],
  ])("the misspelled key %s is recognized", (typed, meant) => {
    expect(suggest(typed, KEYS)).toBe(meant);
  });

  it.each(["", "x", "os2x", "completely different", "volume"])(
    "the text %j, which is like no key, gets no suggestion",
    (typed) => {
      expect(suggest(typed, KEYS)).toBeUndefined();
    },
  );

  it("a longer word without one of its letters is recognized", () => {
    const long = fc.constantFrom(...KEYS.filter(({ length }) => length > 3));
    fc.assert(
      fc.property(long, fc.nat(), (word, at) => {
        const cut = at % word.length;
        expect(suggest(word.slice(0, cut) + word.slice(cut + 1), KEYS)).toBe(word);
      }),
    );
  });
});
