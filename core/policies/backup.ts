import { type PolicyDocument, policy } from "./document";

/**
 * Policy of the backup vault: nobody deletes a backup or shortens its life, whatever their own rights. Who must, takes
 * this policy away first, which the trail records.
 */
export const VAULT_POLICY: PolicyDocument = policy({
  Sid: "KeepBackups",
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action: ["backup:DeleteBackupVault", "backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
  Resource: "*",
});
