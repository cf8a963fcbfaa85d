import { sceneOf } from "../../../local/iam/forbidden/scene";
import { forbiddenAttempts, tryAttempts } from "../../../local/iam/forbidden/try-attempts";
import type { Identity } from "../../../local/iam/model";
import { ACCOUNT, EVERYTHING, fakeDeployed, fakeRole, KEY, REGION } from "./fake-deployed";

const PEOPLE: Readonly<Record<string, { ClientName: string; DeveloperName: string }>> = {
  "dev-vm-clienta.sam-okafor": { ClientName: "ClientA", DeveloperName: "sam-okafor" },
  "dev-vm-clientb.lena-vogt": { ClientName: "ClientB", DeveloperName: "lena-vogt" },
};
const arn = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
const FILE_SYSTEM = arn("elasticfilesystem", "file-system/fs-00000001");

const LEFT_TO_IAM = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "kms:*", Resource: "*" },
  ],
};

const NOTHING = { Version: "2012-10-17", Statement: [] };

/** A deployment of two developers in which every role has these policies. */
function deployedWith(policies: Identity["policies"]) {
  const owned = new Map(
    Object.values(PEOPLE).flatMap((tags, index) => [
      [arn("ec2", `instance/i-0000000${index + 1}`), tags],
      [arn("ec2", `volume/vol-0000000${index + 1}`), tags],
    ]),
  );
  const roles = fakeDeployed().roles.map(({ name }) => {
    const whose = PEOPLE[name];
    const HomeAccessPoint = arn("elasticfilesystem", `access-point/fsap-${name.length}`);
    return fakeRole(name, { policies, tags: whose ? { ...whose, HomeAccessPoint } : {} });
  });
  const tags = new Map<string, Record<string, string>>(owned);
  return fakeDeployed({
    roles,
    policy: (name) => ({ name, policy: policies[0]?.policy ?? NOTHING }),
    tagged: [FILE_SYSTEM, KEY, ...owned.keys()],
    resourcePolicy: async (resource) => (resource === KEY ? LEFT_TO_IAM : undefined),
    tags: (resource) => tags.get(resource) ?? {},
  });
}

async function outcomes(policies: Identity["policies"]) {
  const deployed = deployedWith(policies);
  return tryAttempts(forbiddenAttempts(sceneOf(deployed, "dev-vm")), deployed);
}

// Hundreds of questions, each of them asked twice.
jest.setTimeout(30_000);

test("where every role may do everything, no attempt holds", async () => {
  const held = (await outcomes([EVERYTHING])).filter(({ held }) => held);
  expect(held.map(({ attempt }) => `${attempt.who} cannot ${attempt.cannot}`)).toEqual([]);
});

test("where no role may do anything, all is refused, but not for the reasons that are meant", async () => {
  const tried = await outcomes([]);
  const plain = tried.filter(({ attempt }) => !attempt.given);
  expect(plain.filter(({ refused }) => !refused)).toEqual([]);
  const withCounterpart = plain.filter(({ attempt }) => attempt.but);
  expect(withCounterpart.length).toBeGreaterThan(40);
  expect(withCounterpart.filter(({ held }) => held)).toEqual([]);
});

test("attempts differ from each other, and are at least eighty", () => {
  const attempts = forbiddenAttempts(sceneOf(deployedWith([]), "dev-vm"));
  const names = attempts.map(({ who, cannot }) => `${who} cannot ${cannot}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(names.length).toBeGreaterThanOrEqual(80);
});

test("without a second developer nothing could be proved", () => {
  const alone = fakeDeployed({ roles: [fakeRole("dev-vm-clienta.sam-okafor")] });
  expect(() => sceneOf(alone, "dev-vm")).toThrow("two developers");
});
