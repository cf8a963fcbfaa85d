import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { OS_NAMES } from "../../core/vm/os";
import { VENDOR_ROOTS } from "../../local/aws/vm/os-release";
import { buildBootBundle } from "../../userdata/build-boot-bundle";

const repository = join(__dirname, "../..");
const userdata = join(repository, "userdata");
const scripts = (folder: string, ending: string) =>
  readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
const python = (code: string, ...args: string[]) =>
  execFileSync("python3", ["-B", "-c", code, ...args], {
    cwd: join(userdata, "boot"),
    encoding: "utf8",
  }).trim();

test.each([...scripts("userdata", ".sh"), ...scripts("local/aws/vm/stand-ins", ".sh")])(
  "%s is sound bash",
  (script) => {
    expect(() => execFileSync("bash", ["-n", join(repository, script)], { stdio: "pipe" })).not.toThrow();
  },
);

test.each(scripts("userdata", ".py"))("%s is valid in RHEL 8's Python 3.6", (script) => {
  const parse = "import ast, sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 6))";
  expect(() => python(parse, join(repository, script))).not.toThrow();
});

test("requests are signed as in AWS's own example", () => {
  // "Example: GET Object" in "Signature calculations for the authorization header", Amazon S3 API reference.
  const code = `
import datetime, devvm_aws
keys = {"AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}
signed = devvm_aws.sign("s3", "us-east-1", "GET", "https://examplebucket.s3.amazonaws.com/test.txt",
    {"range": "bytes=0-9"}, b"", keys, datetime.datetime(2013, 5, 24))
print(signed["authorization"])`;
  expect(python(code)).toBe(
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, " +
      "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, " +
      "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  );
});

test.each([
  ["plain", "failed: plain"],
  ['a "b" <c>\nd', "failed: a b c d"],
  ["x".repeat(300), `failed: ${"x".repeat(248)}`],
])("the reason %j becomes a valid tag value", (reason, value) => {
  const code = "import sys; sys.path.insert(0, '..'); import launch; print(launch.tag_value(sys.argv[1]))";
  expect(python(code, reason)).toBe(value);
});

describe("the row for an image", () => {
  const folder = mkdtempSync(join(tmpdir(), "devvm-os-"));
  const file = join(folder, "os-release");
  beforeAll(() => {
    for (const [name, content] of Object.entries(unzipSync(buildBootBundle({ keepMaxMinutes: 60 }).zip))) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
  });
  const read = (text: string) => {
    writeFileSync(file, text);
    return execFileSync("python3", ["-B", join(folder, "os/read.py"), file], {
      encoding: "utf8",
      stdio: "pipe",
    });
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(OS_NAMES)("%s is found by its os-release", (os) => {
    expect(read(VENDOR_ROOTS[os].osRelease)).toContain(`export OS_NAME=${os}\n`);
  });

  test.each(['ID="amzn"\nVERSION_ID="2"\n', 'ID="rhel"\nVERSION_ID="80"\n', "ID=debian\nVERSION_ID=12\n"])(
    "is not made up for %j",
    (text) => {
      expect(() => read(text)).toThrow("no row for");
    },
  );
});
