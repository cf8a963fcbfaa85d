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
  /** Of the config's rules. */
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

/** Tags that Terraform writes once: the day of creation would otherwise change with every plan. */
const WRITTEN_ONCE = [`tags["${TAG.created}"]`, `tags_all["${TAG.created}"]`];

/** A developer's VM from the config. Where it was launched, from what image and template, is settled at its launch. */
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
        // What lies outside the home outlives the entry that is removed, too.
        deleteOnTermination: false,
        // A volume carries its VM's tags, so that its cost and its owner are found; it knows its own age.
        tags: identifying,
      },
      tags,
      lifecycle: {
        ignoreChanges: [
          "ami",
          // A stand-in while there is no capacity is no drift, and a new type is `start-stop`'s to bring about at
          // the next stop, from the tag that says it: nobody's VM is stopped by a deployment.
          "instance_type",
          // EC2 settles it at the launch: a change would replace the VM.
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
      "Values every five minutes are free and enough to size a development VM by; every minute costs two dollars a month each.",
    );
    waive(
      this.instance,
      "vm-ebs-optimized",
      "Every current instance type is so by itself; to ask for it keeps an older type from starting at all.",
    );
    this.record(props);
  }

  /** Makes the VM known to the ticket way, whose quotas count it and which must not make it a second time. */
  private record({ spec, tableName, identity }: DevVmProps): void {
    const keys = configVmKeys(spec);
    const attributes = { client: spec.client, developer: spec.developer };
    // IAM lets one of the two ways make the role: the one that could not must not claim the VM either.
    const common = { tableName, attributes, after: identity.profile };
    new TableItem(this, "by-client", { ...common, key: keys.byClient });
    new TableItem(this, "by-developer", { ...common, key: keys.byDeveloper });
  }
}
