import { readConfig } from "../../../functions/start-stop/config";
import { SETTINGS } from "./fixtures";

test("the settings come from the environment", () => {
  expect(readConfig({ SETTINGS: JSON.stringify(SETTINGS) })).toEqual(SETTINGS);
});

test.each([
  ["nothing", undefined],
  ["no JSON", "hello"],
  ["no rules", JSON.stringify({ ...SETTINGS, rules: undefined })],
  ["a negative limit", JSON.stringify({ ...SETTINGS, rules: { ...SETTINGS.rules, offHoursMaxMinutes: -1 } })],
])("%s is refused by the name of the variable", (_, text) => {
  expect(() => readConfig({ SETTINGS: text })).toThrow("SETTINGS");
});
