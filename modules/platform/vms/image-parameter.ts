import { DataAwsAmi } from "@cdktf/provider-aws/lib/data-aws-ami";
import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Construct } from "constructs";
import { imageParameter, type Os } from "../../../core/vm/os";
import { waive } from "../../parts/waive";

export interface ImageParameterProps {
  readonly project: string;
  readonly os: Os;
}

/** The image of new VMs of an operating system: the vendor's until a golden image is built. */
export class ImageParameter extends Construct {
  constructor(scope: Construct, id: string, { project, os }: ImageParameterProps) {
    super(scope, id);
    const parameter = new SsmParameter(this, "parameter", {
      name: imageParameter(project, os.name),
      description: `Current image of ${os.name}`,
      type: "String",
      dataType: "aws:ec2:image",
      insecureValue: this.vendorImage(os),
      // The image pipeline updates it after each build.
      lifecycle: { ignoreChanges: ["insecure_value", "value"] },
    });
    waive(
      parameter,
      "parameter-encrypted",
      "An image's id is not secret, and EC2 validates image ids only in plain-text parameters.",
    );
  }

  private vendorImage({ image }: Os): string {
    if ("ssmParameter" in image) {
      return new DataAwsSsmParameter(this, "vendor", { name: image.ssmParameter }).insecureValue;
    }
    return new DataAwsAmi(this, "vendor", {
      owners: [image.owner],
      mostRecent: true,
      filter: [{ name: "name", values: [image.namePattern] }],
    }).id;
  }
}
