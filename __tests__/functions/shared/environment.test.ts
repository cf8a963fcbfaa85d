import * as z from "zod";
import { defineContract } from "../../../functions/shared/contract";
import { EnvironmentError, readEnvironment } from "../../../functions/shared/environment";

const contract = defineContract({
  name: "example",
  description: "An example",
  timeoutSeconds: 10,
  memoryMb: 256,
  settings: z.object({ region: z.string(), minutes: z.number() }),
  variables: { TABLE_NAME: z.string().min(1) },
});

describe("a function's environment", () => {
  it("a complete environment becomes a typed object with its JSON parsed", () => {
    const env = { SETTINGS: '{"region":"us-east-1","minutes":5}', TABLE_NAME: "t", OTHER: "x" };
    expect(readEnvironment(contract, env)).toEqual({
      SETTINGS: { region: "us-east-1", minutes: 5 },
      TABLE_NAME: "t",
    });
  });

  it("an environment with several errors is refused with the names of all variables at fault", () => {
    const read = () => readEnvironment(contract, { SETTINGS: '{"minutes":"5"}' });
    expect(read).toThrow(EnvironmentError);
    expect(read).toThrow(/SETTINGS\.region[\s\S]*SETTINGS\.minutes[\s\S]*TABLE_NAME/);
  });

  it("a variable that is no JSON is refused without being shown", () => {
    const read = () => readEnvironment(contract, { SETTINGS: "secret{", TABLE_NAME: "t" });
    expect(read).toThrow(/SETTINGS: expected JSON/);
    expect(read).not.toThrow(/secret/);
  });
});
