import { readEnvironment } from "../../../functions/shared/environment";
import { contract } from "../../../functions/start-stop/contract";
import { SETTINGS } from "./fixtures";

test("the environment holds the settings", () => {
  expect(readEnvironment(contract, { SETTINGS: JSON.stringify(SETTINGS) })).toEqual({ SETTINGS });
});

test.each([
  ["no settings", undefined],
  ["settings that are not JSON", "hello"],
  ["settings without rules", JSON.stringify({ ...SETTINGS, rules: undefined })],
  ["a negative limit", JSON.stringify({ ...SETTINGS, rules: { ...SETTINGS.rules, offHoursMaxMinutes: -1 } })],
])("an environment with %s is refused with the name of the variable", (_, text) => {
  expect(() => readEnvironment(contract, { SETTINGS: text })).toThrow("SETTINGS");
});
