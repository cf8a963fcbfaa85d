import { createHmac } from "node:crypto";
import fc from "fast-check";
import { isSigned } from "../../../functions/jira-webhook/signature";

const body = Buffer.from('{"summary":"José 👋"}');
const hmac = (secret: string, bytes: Uint8Array = body) =>
  createHmac("sha256", secret).update(bytes).digest("hex");
const good = hmac("current");

describe("a delivery's signature", () => {
  it.each([
    ["the current secret's", `sha256=${good}`, true],
    ["the other valid secret's", `sha256=${hmac("previous")}`, true],
    ["upper-case hexadecimal", `sha256=${good.toUpperCase()}`, true],
    ["a retired secret's", `sha256=${hmac("retired")}`, false],
    ["another body's", `sha256=${hmac("current", Buffer.from("{}"))}`, false],
    ["none", undefined, false],
    ["empty", "", false],
    ["without its method", good, false],
    ["of another method", `sha1=${good}`, false],
    [
      "another method's, of its own length",
      `sha1=${createHmac("sha1", "current").update(body).digest("hex")}`,
      false,
    ],
    ["cut short", `sha256=${good.slice(0, 62)}`, false],
    ["too long", `sha256=${good}00`, false],
    ["no hexadecimal", `sha256=${"z".repeat(64)}`, false],
    ["two in one", `sha256=${good},sha256=${good}`, false],
    ["followed by a line break", `sha256=${good}\n`, false],
  ])("%s: %j is taken: %s", (_what, header, taken) => {
    expect(isSigned(body, header, ["current", "previous"])).toBe(taken);
  });

  it("holds for no body but the signed one", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (signed, sent) => {
        const same = Buffer.compare(signed, sent) === 0;
        expect(isSigned(sent, `sha256=${hmac("current", signed)}`, ["current"])).toBe(same);
      }),
    );
  });

  it("is never taken when there is no secret", () => {
    expect(isSigned(body, `sha256=${hmac("")}`, [])).toBe(false);
  });
});
