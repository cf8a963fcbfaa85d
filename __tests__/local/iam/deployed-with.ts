import type { Identity } from "../../../local/iam/model";
import { ACCOUNT, fakeDeployed, fakeRole, KEY, REGION } from "./fake-deployed";

const DEVELOPERS: Readonly<Record<string, { ClientName: string; DeveloperName: string }>> = {
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
export function deployedWith(policies: Identity["policies"]) {
  const owned = new Map(
    Object.values(DEVELOPERS).flatMap((tags, index) => [
      [arn("ec2", `instance/i-0000000${index + 1}`), tags],
      [arn("ec2", `volume/vol-0000000${index + 1}`), tags],
    ]),
  );
  const roles = fakeDeployed().roles.map(({ name }) => {
    const whose = DEVELOPERS[name];
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
