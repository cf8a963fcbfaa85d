import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { backupRoleName } from "../../core/aws/deploy-names";
import type { Deployment } from "../../core/aws/deployment";
import { serviceTrust } from "../../core/policies/trust";
import { policyJson } from "../parts/policy-json";

/** The role of AWS Backup, with the two policies that AWS maintains for it: they allow deleting expired backups. */
export class BackupRole extends Construct {
  constructor(scope: Construct, id: string, { partition, project, account }: Deployment) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: backupRoleName(project),
      description: "AWS Backup: makes backups of homes and databases, and restores them",
      assumeRolePolicy: policyJson(serviceTrust("backup.amazonaws.com", account)),
    });
    for (const purpose of ["Backup", "Restores"]) {
      new IamRolePolicyAttachment(this, purpose.toLowerCase(), {
        role: role.name,
        policyArn: `arn:${partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyFor${purpose}`,
      });
    }
  }
}
