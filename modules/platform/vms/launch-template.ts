import { LaunchTemplate as AwsLaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Construct } from "constructs";
import { launchTemplateName, type Os } from "../../../core/vm/os";
import { TAG } from "../../../core/vm/tags";
import { waive } from "../../parts/waive";

export interface LaunchTemplateProps {
  readonly project: string;
  /** Value of the Environment tag. */
  readonly environment: string;
  readonly os: Os;
  readonly securityGroupId: string;
  /** The boot stub, in base64. */
  readonly userData: string;
  readonly defaultInstanceType: string;
  /** GiB of the root volume, where a VM does not ask for another size. */
  readonly rootVolumeGb: number;
  /** ARN of the key of volumes. */
  readonly volumesKeyArn: string;
}

/** IMDSv2 answers this many network hops away, so that a container on the VM reaches it too. */
const METADATA_HOPS = 2;

/** What all VMs of one operating system have in common. Who a VM belongs to comes from its tags, never from here. */
export class LaunchTemplate extends Construct {
  constructor(scope: Construct, id: string, props: LaunchTemplateProps) {
    super(scope, id);
    const name = launchTemplateName(props.project, props.os.name);
    // The provider's default tags do not reach what a template launches.
    const tags = { [TAG.managedBy]: props.project, [TAG.environment]: props.environment };
    const template = new AwsLaunchTemplate(this, "template", {
      name,
      description: `Development VM, ${props.os.name}`,
      updateDefaultVersion: true,
      instanceType: props.defaultInstanceType,
      vpcSecurityGroupIds: [props.securityGroupId],
      userData: props.userData,
      instanceInitiatedShutdownBehavior: "stop",
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: METADATA_HOPS,
        instanceMetadataTags: "enabled",
      },
      blockDeviceMappings: [
        {
          deviceName: props.os.rootDevice,
          ebs: {
            encrypted: "true",
            kmsKeyId: props.volumesKeyArn,
            volumeType: "gp3",
            volumeSize: props.rootVolumeGb,
            deleteOnTermination: "true",
          },
        },
      ],
      tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags })),
      tags: { Name: name },
    });
    waive(
      template,
      "metadata-hop-limit",
      "Containers on the VM are one hop further away, and need the VM's role for the AWS CLI as the VM itself does.",
    );
  }
}
