import * as z from "zod";
import { EnvironmentError, jsonVariable, parseEnv } from "../../../functions/shared/env";

const schema = z.object({
  SETTINGS: jsonVariable(z.object({ region: z.string(), minutes: z.number() })),
  TABLE_NAME: z.string().min(1),
});

describe("a function's environment", () => {
  it("becomes a typed object, JSON parsed", () => {
    const env = { SETTINGS: '{"region":"us-east-1","minutes":5}', TABLE_NAME: "t", OTHER: "x" };
    expect(parseEnv(env, schema)).toEqual({ SETTINGS: { region: "us-east-1", minutes: 5 }, TABLE_NAME: "t" });
  });

  it("tells all that is wrong at once, by name", () => {
    const parse = () => parseEnv({ SETTINGS: '{"minutes":"5"}' }, schema);
    expect(parse).toThrow(EnvironmentError);
    expect(parse).toThrow(/SETTINGS\.region[\s\S]*SETTINGS\.minutes[\s\S]*TABLE_NAME/);
  });

  it("says so when a variable is no JSON, without showing it", () => {
    const parse = () => parseEnv({ SETTINGS: "secret{", TABLE_NAME: "t" }, schema);
    expect(parse).toThrow(/SETTINGS: expected JSON/);
    expect(parse).not.toThrow(/secret/);
  });
});
