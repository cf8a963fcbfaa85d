import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformStackRunner } from "../../../../local/tools/terraform/stack";

const directory = mkdtempSync(join(tmpdir(), "devvm-stack-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function stackOf(json: object): TerraformStackRunner {
  const folder = join(directory, "stacks", "foundation");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(json));
  return new TerraformStackRunner("foundation", directory, { terraform: "terraform", env: {} });
}

const resource = {
  aws_kms_key: { keys_audit_1: {}, keys_audit_12: {} },
  aws_subnet: { "private-a_49": {} },
  aws_db_instance: { mysql_FB: {} },
};

test("a stack's outputs name resources, and neither data sources nor names that only begin alike", () => {
  const output = {
    key: { value: "${aws_kms_key.keys_audit_12.arn}" },
    subnets: { value: ["${aws_subnet.private-a_49.id}", "${data.aws_caller_identity.caller.account_id}"] },
  };
  expect(stackOf({ resource, output }).outputResources()).toEqual([
    "aws_kms_key.keys_audit_12",
    "aws_subnet.private-a_49",
  ]);
});

test("a stack without outputs and resources names none", () => {
  expect(stackOf({}).outputResources()).toEqual([]);
  expect(stackOf({}).hasAny(["aws_db_instance"])).toBe(false);
});

test("a stack has a type when one resource is of it", () => {
  expect(stackOf({ resource }).hasAny(["aws_lb", "aws_db_instance"])).toBe(true);
  expect(stackOf({ resource }).hasAny(["aws_lb"])).toBe(false);
});
