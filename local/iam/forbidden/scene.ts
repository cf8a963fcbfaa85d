import { roleName, rolePath } from "../../../core/vm/names";
import { TAG } from "../../../core/vm/tags";
import type { Session } from "../context";
import type { Deployed, Identity, Tags } from "../model";

/** One developer's VM with what belongs to it. */
export interface SceneVm {
  readonly role: Identity;
  readonly instanceArn: string;
  readonly volumeArn: string;
  /** ARN of the access point. */
  readonly home: string;
  readonly tags: Tags;
}

/** The deployed resources that attempts use. */
export interface Scene {
  readonly deployed: Deployed;
  readonly project: string;
  /** The developer's VM that attempts come from. */
  readonly vm: SceneVm;
  /** Another developer's VM. */
  readonly other: SceneVm;
  readonly fileSystem: string;
  /** One of the deployment's own keys. */
  readonly key: string;
  /** Boundary of the VMs' roles. */
  readonly boundaryArn: string;
  /** Boundary of the other roles. */
  readonly serviceBoundaryArn: string;
  readonly vmPolicyArn: string;
  readonly bootBucket: string;
  readonly webhookSecret: string;
  readonly apiSecret: string;
  readonly table: string;
  /** ARN in this account and Region. */
  arn(service: string, resource: string): string;
  /** ARN of an IAM resource in this account. */
  iam(resource: string): string;
  queue(name: string): string;
  fn(name: string): string;
  /** Session of a deployed role, by its name without the project. */
  session(role: string): Session;
  sessionOf(vm: SceneVm): Session;
}

/** @throws Error when fewer than two developers have VMs: access from one to the other could not be tested */
export function sceneOf(deployed: Deployed, project: string): Scene {
  const { accountId, region } = deployed;
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
  const iam = (resource: string) => `arn:aws:iam::${accountId}:${resource}`;
  const [vm, other] = deployed.roles
    .filter(({ path }) => path === rolePath(project))
    .flatMap((role) => vmOf(role, deployed, project) ?? []);
  if (!vm || !other) throw new Error("attempts on another developer's VM need the VMs of two developers");
  const fileSystem = deployed.tagged.find((one) => /:elasticfilesystem:.*:file-system\//.test(one));
  if (!fileSystem) throw new Error("no file system is deployed");
  const key = deployed.tagged.find((one) => one.includes(":kms:"));
  if (!key) throw new Error("no key is deployed");
  const need = (name: string): Identity => {
    const role = deployed.role(name);
    if (!role) throw new Error(`the role ${name} is not deployed`);
    return role;
  };
  const as = (identity: Identity, name: string): Session => ({
    principal: `arn:aws:sts::${accountId}:assumed-role/${identity.name}/${name}`,
    identity,
    region,
  });
  return {
    deployed,
    project,
    vm,
    other,
    fileSystem,
    key,
    boundaryArn: deployed.policyArn(`${project}-vm-boundary`) ?? "",
    serviceBoundaryArn: deployed.policyArn(`${project}-service-boundary`) ?? "",
    vmPolicyArn: deployed.policyArn(`${project}-vm`) ?? "",
    bootBucket: `arn:aws:s3:::${project}-boot-${accountId}-${region}`,
    webhookSecret: deployed.secretArn(`${project}/jira/webhook`) ?? "",
    apiSecret: deployed.secretArn(`${project}/jira/api`) ?? "",
    table: arn("dynamodb", `table/${project}`),
    arn,
    iam,
    queue: (name) => arn("sqs", `${project}-${name}`),
    fn: (name) => arn("lambda", `function:${project}-${name}`),
    session: (name) => as(need(`${project}-${name}`), "attempt"),
    sessionOf: ({ role, instanceArn }) => as(role, instanceArn.split("/")[1] ?? ""),
  };
}

function vmOf(role: Identity, deployed: Deployed, project: string): SceneVm | undefined {
  const client = role.tags[TAG.client] ?? "";
  const developer = role.tags[TAG.developer] ?? "";
  if (role.name !== roleName(project, { client, developer })) return undefined;
  const ofSame = (type: string) =>
    deployed.tagged.find((arn) => {
      const tags = deployed.tags(arn);
      return arn.includes(`:${type}/`) && tags[TAG.client] === client && tags[TAG.developer] === developer;
    });
  const instanceArn = ofSame("instance");
  const volumeArn = ofSame("volume");
  const home = role.tags[TAG.homeAccessPoint];
  if (!instanceArn || !volumeArn || !home) return undefined;
  return { role, instanceArn, volumeArn, home, tags: deployed.tags(instanceArn) };
}
