import type { Config } from "../../core/config/config";
import { addresses } from "./stateful-addresses.json";
import type { StatefulResource } from "./stateful-resources";

/** Resources of `stateful-addresses.json` for a config, with its project and Region in their names. */
export function listedFor(config: Config): StatefulResource[] {
  return (addresses as readonly ListedResource[])
    .filter(({ when }) => when === undefined || isSet(config, when))
    .map(({ stack, address, identity }) => ({
      stack,
      address,
      identity: JSON.parse(
        JSON.stringify(identity)
          .replaceAll("{project}", config.project)
          .replaceAll("{region}", config.region),
      ),
    }));
}

interface ListedResource extends StatefulResource {
  /** Key of the config that enables it, such as `databases.mysql`; by default every config has it. */
  readonly when?: string;
}

function isSet(config: Config, path: string): boolean {
  let value: unknown = config;
  for (const key of path.split(".")) value = (value as Record<string, unknown> | undefined)?.[key];
  return value !== undefined && value !== false;
}
