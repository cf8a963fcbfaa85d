import { sceneOf } from "../../../local/iam/forbidden/scene";
import { forbiddenAttempts, tryAttempts } from "../../../local/iam/forbidden/try-attempts";
import type { Identity } from "../../../local/iam/model";
import { deployedWith } from "./deployed-with";
import { EVERYTHING, fakeDeployed, fakeRole } from "./fake-deployed";

async function outcomes(policies: Identity["policies"]) {
  const deployed = deployedWith(policies);
  return tryAttempts(forbiddenAttempts(sceneOf(deployed, "dev-vm")), deployed);
}

// Hundreds of requests, each judged together with its counterpart.
jest.setTimeout(30_000);

test("no attempt holds when every role may do everything", async () => {
  const held = (await outcomes([EVERYTHING])).filter(({ held }) => held);
  expect(held.map(({ attempt }) => `${attempt.who} cannot ${attempt.cannot}`)).toEqual([]);
});

test("when no role may do anything, every attempt is refused, but none with a counterpart holds", async () => {
  const tried = await outcomes([]);
  const plain = tried.filter(({ attempt }) => !attempt.given);
  expect(plain.filter(({ refused }) => !refused)).toEqual([]);
  const withCounterpart = plain.filter(({ attempt }) => attempt.but);
  expect(withCounterpart.length).toBeGreaterThan(40);
  expect(withCounterpart.filter(({ held }) => held)).toEqual([]);
});

test("the attempts are unique, and there are at least eighty", () => {
  const attempts = forbiddenAttempts(sceneOf(deployedWith([]), "dev-vm"));
  const names = attempts.map(({ who, cannot }) => `${who} cannot ${cannot}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(names.length).toBeGreaterThanOrEqual(80);
});

test("a deployment without a second developer is an error", () => {
  const alone = fakeDeployed({ roles: [fakeRole("dev-vm-clienta.sam-okafor")] });
  expect(() => sceneOf(alone, "dev-vm")).toThrow("two developers");
});
