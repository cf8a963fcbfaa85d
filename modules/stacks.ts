import type { App } from "cdktf";
import type { Config } from "../core/config/config";
import { BootstrapStack } from "./bootstrap/bootstrap-stack";
import { FleetStack } from "./fleet/fleet-stack";
import { FoundationStack } from "./foundation/foundation-stack";
import { withoutCreationStacks } from "./parts/without-creation-stacks";
import { PlatformStack } from "./platform/platform-stack";

/** All stacks of a deployment: `bootstrap`, `foundation`, `platform`, and one `fleet-<client>` per client. */
export function buildStacks(app: App, config: Config): void {
  withoutCreationStacks(() => {
    new BootstrapStack(app, config);
    const foundation = new FoundationStack(app, config);
    const platform = new PlatformStack(app, config, foundation);
    for (const client of config.clients) new FleetStack(app, { config, client, foundation, platform });
  });
}
