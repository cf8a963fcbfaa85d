import { isAtLeast, outputOf } from "../run";

/** The S3 backend's own lock file came with this version. */
const OLDEST_TERRAFORM = "1.10";
const DOWNLOAD = "https://developer.hashicorp.com/terraform/install";

/**
 * The Terraform on the PATH.
 *
 * @throws Error with the required version and where to download it.
 */
export async function findTerraform(): Promise<string> {
  const output = await outputOf("terraform", "version", "-json");
  if (!output) throw new Error(`Terraform ${OLDEST_TERRAFORM} or later is needed on the PATH: ${DOWNLOAD}`);
  const version: string = JSON.parse(output).terraform_version;
  if (!isAtLeast(version, OLDEST_TERRAFORM)) {
    throw new Error(`Terraform ${OLDEST_TERRAFORM} or later is needed, this is ${version}: ${DOWNLOAD}`);
  }
  return "terraform";
}
