import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FUNCTIONS, TIMERS } from "../../functions/all-functions";
import { ATTEMPTS_OF_FUNCTIONS, attemptsOfFunctions } from "../../local/iam/forbidden/attempts-of-functions";
import { sceneOf } from "../../local/iam/forbidden/scene";
import { deployedWith } from "../local/iam/deployed-with";

const ROOT = join(__dirname, "../..");
const NAMES = FUNCTIONS.map(({ name }) => name);

test("the list of functions holds every folder with a handler, in alphabetical order", () => {
  const folders = readdirSync(join(ROOT, "functions")).filter((name) =>
    existsSync(join(ROOT, "functions", name, "handler.ts")),
  );
  expect(NAMES).toEqual(folders.sort());
});

test("timers have names of their own", () => {
  const names = TIMERS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

const scene = sceneOf(deployedWith([]), "dev-vm");

test.each(NAMES)(
  "the function %s has forbidden attempts, at least one of them with a counterpart",
  (name) => {
    const attempts = ATTEMPTS_OF_FUNCTIONS[name]?.(scene) ?? [];
    expect(attempts.length).toBeGreaterThan(5);
    expect(attempts.some(({ but }) => but !== undefined)).toBe(true);
    expect(attempts.every(({ who }) => who === name)).toBe(true);
  },
);

test.each(TIMERS.map(({ name }) => name))("the timer %s has forbidden attempts", (name) => {
  expect(attemptsOfFunctions(scene).filter(({ who }) => who === `the timer ${name}`)).not.toEqual([]);
});

test.each(NAMES)("the function %s has a place in the README's picture", (name) => {
  const picture = /```mermaid\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, "README.md"), "utf8"))?.[1] ?? "";
  expect(picture.split(/[^a-z-]+/)).toContain(name);
});
