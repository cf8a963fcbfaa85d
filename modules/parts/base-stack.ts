import { resolve } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LocalBackend, S3Backend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Config } from "../../core/config/config";
import { OPERATIONAL_TAGS, TAG } from "../../core/vm/tags";

/** Key of the app's context: the folder of the state files if the state is local. @default the current one */
export const STATE_DIRECTORY = "stateDirectory";

/** A stack with the provider, the tags of all resources, and its state backend. */
export abstract class BaseStack extends TerraformStack {
  protected constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    this.addOverride("terraform.required_version", ">= 1.10");
    new AwsProvider(this, "aws", {
      region: config.region,
      defaultTags: [{ tags: { [TAG.managedBy]: config.project, [TAG.environment]: config.environment } }],
      // Users, the scheduler and the VMs themselves set these on existing VMs: they are not drift.
      ignoreTags: [{ keys: [...OPERATIONAL_TAGS] }],
    });
    if (config.state.backend === "s3") this.keepStateInS3(id, config.project, config.state);
    else this.keepStateInFiles(id);
  }

  private keepStateInFiles(id: string): void {
    const directory: string = this.node.tryGetContext(STATE_DIRECTORY) ?? ".";
    new LocalBackend(this, { path: resolve(directory, `${id}.tfstate`) });
  }

  private keepStateInS3(id: string, project: string, state: { bucket: string; region: string }): void {
    const backend = new S3Backend(this, {
      bucket: state.bucket,
      region: state.region,
      key: `${project}/${id}.tfstate`,
      encrypt: true,
    });
    backend.addOverride("use_lockfile", true);
  }
}
