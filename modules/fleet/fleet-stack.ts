import { TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { clientKey } from "../../core/aws/table";
import type { Config } from "../../core/config/config";
import type { ClientConfig } from "../../core/config/sections/clients/clients";
import { fleetStackName } from "../../core/vm/names";
import { launchTemplateName } from "../../core/vm/os";
import { slug } from "../../core/vm/slug";
import type { FoundationStack } from "../foundation/foundation-stack";
import { BaseStack } from "../parts/base-stack";
import type { PlatformStack } from "../platform/platform-stack";
import { DevVm } from "./dev-vm";
import { Identity } from "./identity";
import { Images } from "./images";
import { TableItem } from "./table-item";

export interface FleetProps {
  readonly config: Config;
  readonly client: ClientConfig;
  readonly foundation: FoundationStack;
  readonly platform: PlatformStack;
}

/** One client's identities and VMs, so that a new developer plans in seconds and touches one client's state. */
export class FleetStack extends BaseStack {
  constructor(scope: Construct, { config, client, foundation, platform }: FleetProps) {
    super(scope, fleetStackName(client.name), config);
    const { project, environment, schedules, scheduler } = config;
    const fileSystemId = this.take("file_system_id", foundation.homes.fileSystem.id);
    const tableName = this.take("table_name", platform.table.table.name);
    const vmPolicyArn = this.take("vm_policy_arn", platform.vmPolicy.arn);
    const boundaryArn = this.take("boundary_arn", platform.vmBoundaryArn);
    const volumesKeyArn = this.take("volumes_key_arn", foundation.keys.volumes.arn);
    const subnetIds = foundation.network.privateSubnets.map(({ id }, index) =>
      this.take(`subnet_id_${index}`, id),
    );
    this.recordClient(client, tableName);
    const images = new Images(this, "images", { project, osNames: client.developers.map(({ os }) => os) });
    const scheduling = { schedules, idleStopMinutes: scheduler.idleStopMinutes };
    for (const spec of client.developers) {
      const id = slug(spec.developer);
      const person = { client: spec.client, developer: spec.developer };
      const common = { project, fileSystemId };
      const identity = new Identity(this, `identity-${id}`, { ...common, person, vmPolicyArn, boundaryArn });
      const placing = {
        imageId: images.idOf(spec.os),
        subnetIds,
        launchTemplateName: launchTemplateName(project, spec.os),
        tableName,
        volumesKeyArn,
      };
      new DevVm(this, `vm-${id}`, { ...common, ...placing, ...scheduling, environment, spec, identity });
    }
  }

  /**
   * A value from another stack, read whether an entry uses it or not: so an entry never changes the other stack's
   * outputs, and with them its plan.
   */
  private take(name: string, value: string): string {
    return new TerraformLocal(this, name, value).asString;
  }

  /** Tickets are accepted for clients that have this item. */
  private recordClient({ name, costCenter }: ClientConfig, tableName: string): void {
    const attributes = { name, ...(costCenter ? { costCenter } : {}) };
    new TableItem(this, "client", { tableName, key: clientKey(name), attributes });
  }
}
