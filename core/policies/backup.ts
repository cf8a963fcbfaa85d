import { type PolicyDocument, policy } from "./document";

/**
 * Policy of the backup vault: no principal can delete a backup or shorten its retention, whatever its own permissions.
 * An administrator who must do so removes this policy first, which the trail records.
 */
export const VAULT_POLICY: PolicyDocument = policy({
  Sid: "KeepBackups",
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action: ["backup:DeleteBackupVault", "backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
  Resource: "*",
});
