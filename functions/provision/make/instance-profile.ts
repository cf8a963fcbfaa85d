import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  GetInstanceProfileCommand,
  type InstanceProfile,
} from "@aws-sdk/client-iam";
import { type Person, rolePath } from "../../../core/vm/names";
import { onCode } from "../../shared/aws-errors";
import { tagList } from "../../shared/ec2/tags";
import type { Context } from "../context";
import { RefusedError } from "../errors";
import { ALREADY_EXISTS, foreignIdentityProblem } from "./existing-identity";
import { identityTags } from "./identity-tags";

const LIMIT_EXCEEDED = ["LimitExceededException", "LimitExceeded"];

/** @throws RefusedError when the existing profile was not made for this identity */
export async function ensureInstanceProfile(
  { aws, config }: Context,
  name: string,
  person: Person,
): Promise<void> {
  const { project } = config.settings;
  const getProfile = () => aws.iam.send(new GetInstanceProfileCommand({ InstanceProfileName: name }));
  const { InstanceProfile: profile } = await aws.iam
    .send(
      new CreateInstanceProfileCommand({
        InstanceProfileName: name,
        Path: rolePath(project),
        Tags: tagList(identityTags(config.settings, person)),
      }),
    )
    .catch(onCode(ALREADY_EXISTS, getProfile));
  if (profile?.Path !== rolePath(project)) {
    throw new RefusedError([foreignIdentityProblem("instance profile", name)]);
  }
  if (hasRole(profile, name)) return;
  await aws.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name })).then(
    () => undefined,
    onCode(LIMIT_EXCEEDED, () => undefined),
  );
  // A profile takes one role: the limit means that another worker was first, or that a foreign role is in it.
  const after = await getProfile();
  if (!hasRole(after.InstanceProfile, name)) {
    throw new RefusedError([foreignIdentityProblem("instance profile", name)]);
  }
}

function hasRole(profile: InstanceProfile | undefined, name: string): boolean {
  return profile?.Roles?.some(({ RoleName }) => RoleName === name) ?? false;
}
