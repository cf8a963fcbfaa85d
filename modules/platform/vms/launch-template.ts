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
  /** Default size of the root volume in GiB. */
  readonly rootVolumeGb: number;
  /** ARN of the key of volumes. */
  readonly volumesKeyArn: string;
}

/** Hop limit of IMDSv2, so that containers on the VM can reach it too. */
const METADATA_HOPS = 2;

/** The common settings of all VMs of one operating system. A VM's owner comes from its tags, never from here. */
export class LaunchTemplate extends Construct {
  constructor(scope: Construct, id: string, props: LaunchTemplateProps) {
    super(scope, id);
    const name = launchTemplateName(props.project, props.os.name);
    // The provider's default tags do not apply to instances launched from a template.
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
      "Containers on the VM are one hop further away, and need the VM's role for the AWS CLI like the VM itself.",
    );
  }
}
