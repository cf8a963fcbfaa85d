import { EfsAccessPoint } from "@cdktf/provider-aws/lib/efs-access-point";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { serviceTrust } from "../../core/policies/trust";
import {
  accessPointPath,
  type Person,
  roleDescription,
  roleName,
  rolePath,
  vmName,
} from "../../core/vm/names";
import { TAG } from "../../core/vm/tags";
import { uid } from "../../core/vm/uid";
import { policyJson } from "../parts/policy-json";

export interface IdentityProps {
  readonly project: string;
  readonly person: Person;
  readonly fileSystemId: string;
  readonly vmPolicyArn: string;
  readonly boundaryArn: string;
}

/** One developer at one client: a home on EFS, and a role that can mount only that home. */
export class Identity extends Construct {
  readonly accessPoint: EfsAccessPoint;
  readonly profile: IamInstanceProfile;

  constructor(scope: Construct, id: string, props: IdentityProps) {
    super(scope, id);
    const { project, person } = props;
    const owner = uid(person);
    const whose = { [TAG.client]: person.client, [TAG.developer]: person.developer };
    this.accessPoint = new EfsAccessPoint(this, "home", {
      fileSystemId: props.fileSystemId,
      posixUser: { uid: owner, gid: owner },
      rootDirectory: {
        path: accessPointPath(person),
        creationInfo: { ownerUid: owner, ownerGid: owner, permissions: "0700" },
      },
      tags: { Name: vmName(person), ...whose },
    });
    const role = new IamRole(this, "role", {
      name: roleName(project, person),
      path: rolePath(project),
      description: roleDescription(person),
      assumeRolePolicy: policyJson(serviceTrust("ec2.amazonaws.com")),
      permissionsBoundary: props.boundaryArn,
      tags: { ...whose, [TAG.homeAccessPoint]: this.accessPoint.arn },
    });
    new IamRolePolicyAttachment(this, "permissions", { role: role.name, policyArn: props.vmPolicyArn });
    this.profile = new IamInstanceProfile(this, "profile", {
      name: roleName(project, person),
      path: rolePath(project),
      role: role.name,
      tags: whose,
    });
  }
}
