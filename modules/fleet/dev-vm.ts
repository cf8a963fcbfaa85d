import { Instance } from "@cdktf/provider-aws/lib/instance";
import { Construct } from "constructs";
import { configVmKeys } from "../../core/aws/table";
import type { SchedulesByName } from "../../core/schedule/model";
import { TAG } from "../../core/vm/tags";
import { uid } from "../../core/vm/uid";
import type { VmSpec } from "../../core/vm-spec/vm-spec";
import { vmTags } from "../../core/vm-spec/vm-tags";
import { waive } from "../parts/waive";
import type { Identity } from "./identity";
import { TableItem } from "./table-item";

export interface DevVmProps {
  readonly project: string;
  readonly environment: string;
  readonly spec: VmSpec;
  readonly schedules: SchedulesByName;
  /** From the config's rules. */
  readonly idleStopMinutes: number;
  readonly identity: Identity;
  readonly fileSystemId: string;
  readonly imageId: string;
  readonly subnetIds: readonly string[];
  readonly launchTemplateName: string;
  readonly tableName: string;
  /** ARN of the key of volumes. */
  readonly volumesKeyArn: string;
}

/** Tags that Terraform writes once: otherwise the creation date would change with every plan. */
const WRITTEN_ONCE = [`tags["${TAG.created}"]`, `tags_all["${TAG.created}"]`];

/** A developer's VM from the config. Its subnet, image and template are fixed at launch. */
export class DevVm extends Construct {
  readonly instance: Instance;

  constructor(scope: Construct, id: string, props: DevVmProps) {
    super(scope, id);
    const { spec, identity } = props;
    const tags = vmTags({
      ...props,
      created: '${formatdate("YYYY-MM-DD", timestamp())}',
      home: { fileSystemId: props.fileSystemId, accessPointId: identity.accessPoint.id },
    });
    const { [TAG.created]: _created, ...identifying } = tags;
    this.instance = new Instance(this, "instance", {
      ami: props.imageId,
      instanceType: spec.instanceType,
      subnetId: props.subnetIds[uid(spec) % props.subnetIds.length],
      iamInstanceProfile: identity.profile.name,
      hibernation: spec.hibernate,
      launchTemplate: { name: props.launchTemplateName, version: "$Latest" },
      disableApiTermination: true,
      rootBlockDevice: {
        volumeSize: spec.rootVolumeGb,
        volumeType: "gp3",
        encrypted: true,
        kmsKeyId: props.volumesKeyArn,
        // Data outside the home is kept, too, when the entry is removed.
        deleteOnTermination: false,
        // A volume carries its VM's tags, so that its cost and its owner are known; it has its own creation time.
        tags: identifying,
      },
      tags,
      lifecycle: {
        ignoreChanges: [
          "ami",
          // A fallback type is not drift, and `start-stop` applies a new type at the next stop, from the tag: a
          // deployment stops no VM.
          "instance_type",
          // EC2 fixes it at launch: a change would replace the VM.
          "hibernation",
          "launch_template",
          "subnet_id",
          "user_data",
          "user_data_base64",
          // Another key would mean another volume, and with it another VM.
          "root_block_device[0].kms_key_id",
          ...WRITTEN_ONCE,
        ],
      },
    });
    waive(
      this.instance,
      "vm-watched-closely",
      "Metrics every five minutes are free and sufficient to size a development VM; metrics every minute cost two dollars per VM and month.",
    );
    waive(
      this.instance,
      "vm-ebs-optimized",
      "Every current instance type is EBS-optimized by default; requesting it prevents older types from starting.",
    );
    this.record(props);
  }

  /** Records the VM for `provision`, whose quotas count it and which must not create it a second time. */
  private record({ spec, tableName, identity }: DevVmProps): void {
    const keys = configVmKeys(spec);
    const attributes = { client: spec.client, developer: spec.developer };
    // Only one of Terraform and `provision` can create the role: the other must not claim the VM either.
    const common = { tableName, attributes, after: identity.profile };
    new TableItem(this, "by-client", { ...common, key: keys.byClient });
    new TableItem(this, "by-developer", { ...common, key: keys.byDeveloper });
  }
}
