import { contract } from "../../../functions/provision/contract";
import { readEnvironment } from "../../../functions/shared/environment";
import { SETTINGS } from "./settings";

const ENV = {
  SETTINGS: JSON.stringify(SETTINGS),
  TABLE_NAME: "dev-vm",
  JIRA_SECRET_ID: "dev-vm/jira/api",
  SUBNET_IDS: "subnet-1, subnet-2",
  FILE_SYSTEM_ID: "fs-1",
  VM_POLICY_ARN: "arn:aws:iam::123456789012:policy/vm",
  BOUNDARY_ARN: "arn:aws:iam::123456789012:policy/boundary",
  VOLUMES_KEY_ARN: "arn:aws:kms:us-east-1:123456789012:key/volumes",
};

describe("the environment of provision", () => {
  it("a complete environment becomes a typed object", () => {
    expect(readEnvironment(contract, ENV)).toEqual({
      ...ENV,
      SETTINGS,
      SUBNET_IDS: ["subnet-1", "subnet-2"],
    });
  });

  it.each([...Object.keys(ENV)])("an environment without %s is refused", (name) => {
    expect(() => readEnvironment(contract, { ...ENV, [name]: undefined })).toThrow(new RegExp(name));
  });

  it("an environment with several errors is refused with all of them at once", () => {
    const settings = JSON.stringify({ ...SETTINGS, project: "" });
    const wrong = { ...ENV, SETTINGS: settings, TABLE_NAME: "", SUBNET_IDS: " , " };
    expect(() => readEnvironment(contract, wrong)).toThrow(
      /SETTINGS\.project[\s\S]*TABLE_NAME[\s\S]*SUBNET_IDS/,
    );
  });
});
