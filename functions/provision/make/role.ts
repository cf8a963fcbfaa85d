import { CreateRoleCommand, GetRoleCommand, type Role, TagRoleCommand } from "@aws-sdk/client-iam";
import { serviceTrust } from "../../../core/policies/trust";
import { type Person, roleDescription, rolePath } from "../../../core/vm/names";
import { slug } from "../../../core/vm/slug";
import { TAG } from "../../../core/vm/tags";
import { onCode } from "../../shared/aws-errors";
import { tagList } from "../../shared/ec2/tags";
import type { Context } from "../context";
import { RefusedError } from "../errors";
import { checkTagSpelling } from "../record/spelling";
import type { Home } from "./access-point";
import { ALREADY_EXISTS, foreignIdentityProblem } from "./existing-identity";
import { identityTags } from "./identity-tags";

/** @throws RefusedError when the existing role was not made for this identity */
export async function ensureRole(
  { aws, config }: Context,
  name: string,
  person: Person,
  home: Home,
): Promise<void> {
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
      onCode(ALREADY_EXISTS, () => true),
    );
  if (!exists) return;
  const { Role: role } = await aws.iam.send(new GetRoleCommand({ RoleName: name }));
  if (!role || !isOwnRole(role, config.boundaryArn, project, person)) {
    throw new RefusedError([foreignIdentityProblem("role", name)]);
  }
  checkTagSpelling({ client: tagOf(role, TAG.client), developer: tagOf(role, TAG.developer) }, person);
  // The policies compare these exactly: a new access point changes its tag.
  if (Object.entries(tags).some(([key, value]) => tagOf(role, key) !== value)) {
    await aws.iam.send(new TagRoleCommand({ RoleName: name, Tags: tagList(tags) }));
  }
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

function tagOf({ Tags = [] }: Role, key: string): string {
  return Tags.find(({ Key }) => Key === key)?.Value ?? "";
}
