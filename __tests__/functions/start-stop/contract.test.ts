import { readEnvironment } from "../../../functions/shared/environment";
import { contract } from "../../../functions/start-stop/contract";
import { SETTINGS } from "./fixtures";

test("the environment holds the settings", () => {
  expect(readEnvironment(contract, { SETTINGS: JSON.stringify(SETTINGS) })).toEqual({ SETTINGS });
});

test.each([
  ["nothing", undefined],
  ["no JSON", "hello"],
  ["no rules", JSON.stringify({ ...SETTINGS, rules: undefined })],
  ["a negative limit", JSON.stringify({ ...SETTINGS, rules: { ...SETTINGS.rules, offHoursMaxMinutes: -1 } })],
])("an environment with %s is refused by the name of the variable", (_, text) => {
  expect(() => readEnvironment(contract, { SETTINGS: text })).toThrow("SETTINGS");
});
