import type { Person } from "../../../core/vm/names";
import { TAG } from "../../../core/vm/tags";
import type { ProvisionSettings } from "../contract";

/** The tags that Terraform gives an identity of the config, including its default tags. */
export function identityTags(
  { project, environment }: Pick<ProvisionSettings, "project" | "environment">,
  { client, developer }: Person,
): Record<string, string> {
  return {
    [TAG.client]: client,
    [TAG.developer]: developer,
    [TAG.managedBy]: project,
    [TAG.environment]: environment,
  };
}
