import { launchProblem } from "../../../../functions/provision/make/launch-problem";

const awsError = (name: string, message = "") =>
  Object.assign(new Error(message), { name, $fault: "client" });
const PROFILE =
  "Value (dev-vm-a.b) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name";

describe("an error of RunInstances", () => {
  it.each([
    ["no capacity in the zone", awsError("InsufficientInstanceCapacity"), "no-capacity"],
    ["no capacity on a dedicated host", awsError("InsufficientCapacityOnHost"), "no-capacity"],
    ["a type that the zone does not have", awsError("Unsupported"), "no-capacity"],
    ["a full subnet", awsError("InsufficientFreeAddressesInSubnet"), "no-capacity"],
    ["a quota of the account", awsError("VcpuLimitExceeded"), "refused"],
    ["a wrong value", awsError("InvalidParameterValue", "Invalid value 'x' for InstanceType"), "refused"],
    ["a profile that is too new", awsError("InvalidParameterValue", PROFILE), "profile-unknown"],
    ["a token whose instance is gone", awsError("IdempotentInstanceTerminated"), "spent"],
    ["throttling", awsError("RequestLimitExceeded"), "unknown"],
    ["a fault of EC2", awsError("InternalError"), "unknown"],
    ["a missing permission", awsError("UnauthorizedOperation"), "unknown"],
    ["a token with other parameters", awsError("IdempotentParameterMismatch"), "unknown"],
    ["a code named like a property of every object", awsError("constructor"), "unknown"],
    ["a lost answer", Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }), "unknown"],
    ["a value that is no error", "no", "unknown"],
  ])("%s means what its code says", (_, error, kind) => {
    expect(launchProblem(error).kind).toBe(kind);
  });
});
