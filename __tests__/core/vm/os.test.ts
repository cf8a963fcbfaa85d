import fc from "fast-check";
import {
  imageParameter,
  isPastSupport,
  OPERATING_SYSTEMS,
  OS_NAMES,
  osByName,
  parseOs,
} from "../../../core/vm/os";

describe("operating systems", () => {
  it.each([
    ["RHEL 8", "RHEL8"],
    ["RHEL", "RHEL9"],
    ["red hat enterprise linux 9", "RHEL9"],
    ["Ubuntu", "Ubuntu24.04"],
    ["ubuntu 22.04 lts", "Ubuntu22.04"],
    ["Ubuntu-20.04", "Ubuntu20.04"],
    ["Amazon Linux", "AmazonLinux2023"],
    ["al2023", "AmazonLinux2023"],
  ])("are recognised in users' spellings: %s", (text, name) => {
    expect(parseOs(text)).toBe(name);
  });

  it.each(["", "Windows", "Amazon Linux 2", "Ubuntu 18.04", "RHEL 7", "constructor", "__proto__"])(
    "are not guessed: %j",
    (text) => {
      expect(parseOs(text)).toBeUndefined();
    },
  );

  it("are recognised in any case, spacing and punctuation", () => {
    const separator = fc.constantFrom("", " ", "-", "_", ".");
    fc.assert(
      fc.property(fc.constantFrom(...OS_NAMES), separator, fc.boolean(), (name, between, upper) => {
        const text = name.replace(/(?<=\D)(?=\d)/, between);
        expect(parseOs(upper ? text.toUpperCase() : text.toLowerCase())).toBe(name);
      }),
    );
  });

  it("have no ambiguous spelling", () => {
    for (const os of OPERATING_SYSTEMS) {
      for (const spelling of [os.name, ...os.aliases]) expect(parseOs(spelling)).toBe(os.name);
    }
  });

  // Launch templates and image parameters are named by them.
  it.each([
    ["AmazonLinux2023", "amazonlinux2023"],
    ["RHEL8", "rhel8"],
    ["RHEL9", "rhel9"],
    ["Ubuntu20.04", "ubuntu20-04"],
    ["Ubuntu22.04", "ubuntu22-04"],
    ["Ubuntu24.04", "ubuntu24-04"],
  ] as const)("keep their slugs: %s", (name, slug) => {
    expect(osByName(name).slug).toBe(slug);
  });

  it("have a unique slug, an image and a root device each", () => {
    expect(new Set(OPERATING_SYSTEMS.map(({ slug }) => slug)).size).toBe(OS_NAMES.length);
    for (const name of OS_NAMES) {
      const os = osByName(name);
      expect(os.rootDevice).toMatch(/^\/dev\/(xvda|sda1)$/);
      expect(os.image).toEqual(
        "owner" in os.image
          ? { owner: expect.stringMatching(/^\d{12}$/), namePattern: expect.stringContaining("x86_64") }
          : { ssmParameter: expect.stringMatching(/^\/aws\/service\/.*(x86_64|amd64)/) },
      );
    }
  });

  it("are supported up to and including the vendor's last day", () => {
    expect(isPastSupport("Ubuntu20.04", new Date("2025-05-31T23:59:59Z"))).toBe(false);
    expect(isPastSupport("Ubuntu20.04", new Date("2025-06-01T00:00:00Z"))).toBe(true);
  });

  it("have their current image in a parameter that Image Builder may write", () => {
    expect(imageParameter("dev-vm", "RHEL9")).toBe("/imagebuilder/dev-vm/rhel9");
  });
});
