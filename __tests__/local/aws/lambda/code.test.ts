import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { unpackCode } from "../../../../local/aws/lambda/code";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "code-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("base64");

describe("a function's zip", () => {
  it("is unpacked with its folders, once", async () => {
    const zip = zipSync({ "index.js": strToU8("1"), "lib/a.js": strToU8("2") });
    const target = await unpackCode(zip, sha256(zip), "web", dir);
    expect(readFileSync(join(target, "lib/a.js"), "utf8")).toBe("2");
    expect(await unpackCode(zip, sha256(zip), "web", dir)).toBe(target);
    expect(readdirSync(dir)).toHaveLength(1);
  });

  it("is refused when it is not what its hash says", async () => {
    const deployed = zipSync({ "index.js": strToU8("good") });
    const tampered = zipSync({ "index.js": strToU8("evil") });
    await expect(unpackCode(tampered, sha256(deployed), "web", dir)).rejects.toThrow(
      "the code of web has SHA-256",
    );
    expect(readdirSync(dir)).toEqual([]);
  });

  it("is refused when it would write elsewhere", async () => {
    const zip = zipSync({ "../../escaped.js": strToU8("1") });
    await expect(unpackCode(zip, sha256(zip), "web", dir)).rejects.toThrow("is outside its directory");
    expect(existsSync(join(dir, "..", "escaped.js"))).toBe(false);
  });
});
