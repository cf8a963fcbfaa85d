import { Plan } from "../../plan-policy/plan";

const texts = new Map(
  Object.entries({
    foundation: {
      resource: {
        aws_kms_key: { homes: {} },
        aws_efs_file_system: { homes: { kms_key_id: "${aws_kms_key.homes.arn}" } },
      },
      output: { "cross-stack-output-key": { value: "${aws_kms_key.homes.arn}" } },
    },
    "fleet-a": {
      data: { aws_kms_key: { homes: {} } },
      locals: {
        key: "${data.terraform_remote_state.cross-stack-reference-input-foundation.outputs.cross-stack-output-key}",
      },
      resource: {
        aws_sqs_queue: {
          by_local: { key: "${local.key}" },
          by_data: { key: "${data.aws_kms_key.homes.arn}" },
          by_name: { key: "alias/aws/sqs" },
        },
      },
    },
  }).map(([name, json]) => [name, JSON.stringify(json)]),
);
const plan = Plan.read(texts);

function keysOf(address: string): string[] {
  const resource = plan.resources.find((one) => one.address === address);
  return plan
    .refersTo(resource?.stack ?? "", resource?.body)
    .map(({ stack, address: found }) => `${stack} ${found}`);
}

test.each([
  ["aws_efs_file_system.homes", ["foundation aws_kms_key.homes"]],
  ["aws_sqs_queue.by_local", ["foundation aws_kms_key.homes"]],
  ["aws_sqs_queue.by_data", []],
  ["aws_sqs_queue.by_name", []],
])("%s refers to %j", (address, expected) => {
  expect(keysOf(address)).toEqual(expected);
});

test("a resource's referring resources are found", () => {
  const [key] = plan.ofType("aws_kms_key");
  if (!key) throw new Error("no key");
  expect(plan.referring("aws_efs_file_system", "kms_key_id", key).map(({ address }) => address)).toEqual([
    "aws_efs_file_system.homes",
  ]);
  expect(plan.referring("aws_efs_file_system", "tags", key)).toEqual([]);
});
