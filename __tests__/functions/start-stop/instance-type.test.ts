import { vm } from "./fixtures";
import { runOnce } from "./run-once";

describe("the type of a stopped VM", () => {
  const stopped = (tags: Record<string, string>) =>
    vm("a", "stopped", { InstanceType: "m5.xlarge", ...tags });

  it("becomes the one in its tag also when the VM is not started", async () => {
    expect((await runOnce([stopped({})])).calls).toEqual(["type m5.xlarge a"]);
  });

  it.each([
    ["is off its schedule", { AutoSchedule: "off" }],
    ["has a tag with a type outside the policy", { InstanceType: "p5.48xlarge" }],
    ["has that type already", { InstanceType: "t3.xlarge" }],
  ])("stays the same if the VM %s", async (_what, tags) => {
    expect((await runOnce([stopped(tags)])).calls).toEqual([]);
  });
});
