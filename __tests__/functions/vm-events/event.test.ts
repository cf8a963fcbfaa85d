import { parseEvent } from "../../../functions/vm-events/event";

const envelope = {
  version: "0",
  id: "6a7e8feb",
  account: "123456789012",
  time: "2026-03-02T08:00:04Z",
  region: "us-east-1",
};
const arn = "arn:aws:ec2:us-east-1:123456789012:instance/i-0a1";
const tagChange = {
  ...envelope,
  source: "aws.tag",
  "detail-type": "Tag Change on Resource",
  resources: [arn],
  detail: {
    "changed-tag-keys": ["DevVmState"],
    service: "ec2",
    "resource-type": "instance",
    version: 7,
    tags: { DevVmState: "ready" },
  },
};
const stateChange = {
  ...envelope,
  source: "aws.ec2",
  "detail-type": "EC2 Instance State-change Notification",
  resources: [arn],
  detail: { "instance-id": "i-0a1", state: "stopped" },
};

describe("the event of an invocation", () => {
  it.each([
    ["a sweep", { sweep: true }, { kind: "sweep" }],
    [
      "a state change",
      stateChange,
      { kind: "state", instanceId: "i-0a1", state: "stopped", time: envelope.time },
    ],
    ["a tag change", tagChange, { kind: "tags", instanceId: "i-0a1", tags: { DevVmState: "ready" } }],
  ])("is parsed when it is %s", (_what, event, expected) => {
    expect(parseEvent(event)).toEqual(expected);
  });

  it.each([
    ["a volume's tag change", { ...tagChange, detail: { ...tagChange.detail, "resource-type": "volume" } }],
    ["a bucket's tag change", { ...tagChange, resources: ["arn:aws:s3:::i-0a1"] }],
    ["a sweep that is false", { sweep: false }],
    ["of another kind", { ...stateChange, "detail-type": "EBS Volume Notification" }],
    ["null", null],
  ])("is unknown when it is %s", (_what, event) => {
    expect(parseEvent(event)).toBeUndefined();
  });
});
