import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  type InstanceProfile,
  type Role,
  TagRoleCommand,
} from "@aws-sdk/client-iam";
import { serviceTrust } from "../../../core/policies/trust";
import { type Person, roleDescription, roleName, rolePath } from "../../../core/vm/names";
import { slug } from "../../../core/vm/slug";
import { TAG } from "../../../core/vm/tags";
import { tagList } from "../../shared/ec2/tags";
import { retryWhile } from "../../shared/retry";
import { hasCode, onCode } from "../aws-errors";
import type { Context } from "../context";
import { RefusedError } from "../errors";
import type { Home } from "./access-point";
import { checkTagSpelling } from "./spelling";

/** IAM answers reads of what was just made from places that have not heard of it yet. */
const UNTIL_KNOWN = { tries: 5, pauseMs: 1000 };
const PASSING = [
  "NoSuchEntityException",
  "NoSuchEntity",
  "ConcurrentModificationException",
  "ConcurrentModification",
];
const EXISTS = ["EntityAlreadyExistsException", "EntityAlreadyExists"];
const LIMIT = ["LimitExceededException", "LimitExceeded"];

/**
 * The role of an identity with its instance profile, made or completed.
 * @returns their common name
 * @throws RefusedError when a role or profile of that name is somebody else's
 */
export async function ensureIdentity(ctx: Context, person: Person, home: Home): Promise<string> {
  const name = roleName(ctx.config.settings.project, person);
  const patiently = <T>(step: () => Promise<T>) =>
    retryWhile(ctx, UNTIL_KNOWN, step, (error) => hasCode(error, ...PASSING));
  await patiently(() => ensureRole(ctx, name, person, home));
  await patiently(() =>
    ctx.aws.iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: ctx.config.vmPolicyArn })),
  );
  await patiently(() => ensureProfile(ctx, name, person));
  return name;
}

async function ensureRole({ aws, config }: Context, name: string, person: Person, home: Home): Promise<void> {
  const { project } = config.settings;
  const tags = { ...identityTags(config.settings, person), [TAG.homeAccessPoint]: home.accessPointArn };
  const exists = await aws.iam
    .send(
      new CreateRoleCommand({
        RoleName: name,
        Path: rolePath(project),
        AssumeRolePolicyDocument: JSON.stringify(serviceTrust("ec2.amazonaws.com")),
        PermissionsBoundary: config.boundaryArn,
        Description: roleDescription(person),
        Tags: tagList(tags),
      }),
    )
    .then(
      () => false,
      onCode(EXISTS, () => true),
    );
  if (!exists) return;
  const { Role: role } = await aws.iam.send(new GetRoleCommand({ RoleName: name }));
  if (!role || !isOwnRole(role, config.boundaryArn, project, person))
    throw new RefusedError([foreign("role", name)]);
  checkTagSpelling({ client: tagOf(role, TAG.client), developer: tagOf(role, TAG.developer) }, person);
  // The policies compare these to the letter: a home made anew moves them.
  if (Object.entries(tags).some(([key, value]) => tagOf(role, key) !== value)) {
    await aws.iam.send(new TagRoleCommand({ RoleName: name, Tags: tagList(tags) }));
  }
}

async function ensureProfile({ aws, config }: Context, name: string, person: Person): Promise<void> {
  const { project } = config.settings;
  const profile = await aws.iam
    .send(
      new CreateInstanceProfileCommand({
        InstanceProfileName: name,
        Path: rolePath(project),
        Tags: tagList(identityTags(config.settings, person)),
      }),
    )
    .catch(onCode(EXISTS, () => aws.iam.send(new GetInstanceProfileCommand({ InstanceProfileName: name }))));
  const found = profile.InstanceProfile;
  if (found?.Path !== rolePath(project)) throw new RefusedError([foreign("instance profile", name)]);
  if (hasRole(found, name)) return;
  await aws.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name })).then(
    () => undefined,
    onCode(LIMIT, () => undefined),
  );
  // A profile takes one role: the limit means that another worker was faster, or that a foreign role is in it.
  const after = await aws.iam.send(new GetInstanceProfileCommand({ InstanceProfileName: name }));
  if (!hasRole(after.InstanceProfile, name)) throw new RefusedError([foreign("instance profile", name)]);
}

/** As Terraform tags an identity of the config, of which its default tags are a part. */
function identityTags(
  { project, environment }: Context["config"]["settings"],
  { client, developer }: Person,
): Record<string, string> {
  return {
    [TAG.client]: client,
    [TAG.developer]: developer,
    [TAG.managedBy]: project,
    [TAG.environment]: environment,
  };
}

function isOwnRole(role: Role, boundaryArn: string, project: string, person: Person): boolean {
  return (
    role.Path === rolePath(project) &&
    role.PermissionsBoundary?.PermissionsBoundaryArn === boundaryArn &&
    tagOf(role, TAG.managedBy) === project &&
    slug(tagOf(role, TAG.client)) === slug(person.client) &&
    slug(tagOf(role, TAG.developer)) === slug(person.developer)
  );
}

function hasRole(profile: InstanceProfile | undefined, name: string): boolean {
  return profile?.Roles?.some(({ RoleName }) => RoleName === name) ?? false;
}

function tagOf({ Tags = [] }: Role, key: string): string {
  return Tags.find(({ Key }) => Key === key)?.Value ?? "";
}

function foreign(kind: string, name: string) {
  return {
    what: "Identity",
    found: `an IAM ${kind} named ${name} is there already and was not made for this VM`,
    expected: "no such one, or one with the project's path, boundary and tags: ask the platform team",
  };
}
