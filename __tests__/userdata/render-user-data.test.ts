import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderUserData } from "../../userdata/render-user-data";

const source = (path: string) => readFileSync(join(__dirname, "../../userdata", path), "utf8");
const text = renderUserData({ bucket: "dev-vm-boot-123456789012" });

test("user data is a script well below EC2's limit of 16 KB", () => {
  expect(text).toMatch(/^#!\/bin\/bash\n/);
  expect(Buffer.byteLength(text)).toBeLessThan(14_000);
  expect(Buffer.from(Buffer.from(text).toString("base64"), "base64").toString()).toBe(text);
});

test.each(["boot/devvm_aws.py", "launch.py"])(
  "%s arrives byte by byte, between the lines of its heredoc",
  (path) => {
    expect(text).toContain(`<<'END_OF_FILE'\n${source(path)}END_OF_FILE\n`);
  },
);

test("every placeholder is filled", () => {
  expect(text).not.toMatch(/@@/);
  expect(text).toContain("ExecStart=/bin/bash /usr/local/lib/devvm/boot dev-vm-boot-123456789012\n");
});

test("the stubs of two buckets differ only in the bucket: they contain no identity", () => {
  expect(
    renderUserData({ bucket: "another" }).replace("boot another\n", "boot dev-vm-boot-123456789012\n"),
  ).toBe(text);
});

test.each(["", "ab", "Upper", "a b", "dots.are.out", "$(reboot)", "x".repeat(64)])(
  "bucket name %j is refused",
  (bucket) => {
    expect(() => renderUserData({ bucket })).toThrow("bucket name");
  },
);
