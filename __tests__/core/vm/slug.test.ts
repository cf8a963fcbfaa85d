import fc from "fast-check";
import { shorten, slug } from "../../../core/vm/slug";

describe("slug", () => {
  it.each([
    ["ClientA", "clienta"],
    ["jane.doe", "jane-doe"],
    ["  Jane -- Doe_ ", "jane-doe"],
    ["José Díaz", "jose-diaz"],
    ["Łukasz Groß", "lukasz-gross"],
    ["Bjørn Æther", "bjorn-aether"],
    ["İpek Işık", "ipek-isik"],
    ["1st-client", "x-1st-client"],
    ["jane@acme+vm", "jane-acme-vm"],
  ])("turns %j into %j", (name, expected) => {
    expect(slug(name)).toBe(expected);
  });

  it("does not change a slug", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/), (name) => {
        expect(slug(name)).toBe(name);
      }),
    );
  });

  it("has a form that AWS, Linux and Terraform accept, for all names", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        expect(slug(name)).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
        expect(slug(slug(name))).toBe(slug(name));
      }),
    );
  });

  it("distinguishes names without usable characters", () => {
    expect(slug("李")).toMatch(/^x-[0-9a-f]{8}$/);
    expect(slug("李")).not.toBe(slug("王"));
  });
});

describe("shorten", () => {
  it("does not change short texts, and never exceeds the limit", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.integer({ min: 10, max: 64 }), (text, limit) => {
        const short = shorten(text, limit);
        expect(short.length).toBeLessThanOrEqual(limit);
        if (text.length <= limit) expect(short).toBe(text);
      }),
    );
  });

  it("distinguishes texts that differ only in the cut-off part", () => {
    const start = "a".repeat(60);
    expect(shorten(`${start}-one`, 32)).not.toBe(shorten(`${start}-two`, 32));
    expect(shorten(`${start}-one`, 32)).toMatch(/^a{23}-[0-9a-f]{8}$/);
  });

  it("does not leave a separator before the hash", () => {
    expect(shorten(`${"a".repeat(22)}-${"b".repeat(20)}`, 32)).toMatch(/^a{22}-[0-9a-f]{8}$/);
  });
});
