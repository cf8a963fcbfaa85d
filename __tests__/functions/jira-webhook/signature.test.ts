import { createHmac } from "node:crypto";
import fc from "fast-check";
import { isSigned } from "../../../functions/jira-webhook/signature";

const body = Buffer.from('{"summary":"José 👋"}');
const hmac = (secret: string, bytes: Uint8Array = body) =>
  createHmac("sha256", secret).update(bytes).digest("hex");
const valid = hmac("current");

describe("a delivery's signature", () => {
  it.each([
    ["the current secret's", `sha256=${valid}`, true],
    ["the other valid secret's", `sha256=${hmac("previous")}`, true],
    ["upper-case hexadecimal", `sha256=${valid.toUpperCase()}`, true],
    ["a retired secret's", `sha256=${hmac("retired")}`, false],
    ["another body's", `sha256=${hmac("current", Buffer.from("{}"))}`, false],
    ["absent", undefined, false],
    ["empty", "", false],
    ["without its method", valid, false],
    ["of another method", `sha1=${valid}`, false],
    [
      "another method's, of its own length",
      `sha1=${createHmac("sha1", "current").update(body).digest("hex")}`,
      false,
    ],
    ["cut short", `sha256=${valid.slice(0, 62)}`, false],
    ["too long", `sha256=${valid}00`, false],
    ["not hexadecimal", `sha256=${"z".repeat(64)}`, false],
    ["two in one", `sha256=${valid},sha256=${valid}`, false],
    ["followed by a line break", `sha256=${valid}\n`, false],
  ])("that is %s, %j, is valid: %s", (_what, header, isValid) => {
    expect(isSigned(body, header, ["current", "previous"])).toBe(isValid);
  });

  it("is valid only for the signed body", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (signed, sent) => {
        const same = Buffer.compare(signed, sent) === 0;
        expect(isSigned(sent, `sha256=${hmac("current", signed)}`, ["current"])).toBe(same);
      }),
    );
  });

  it("is never valid without a secret", () => {
    expect(isSigned(body, `sha256=${hmac("")}`, [])).toBe(false);
  });
});
