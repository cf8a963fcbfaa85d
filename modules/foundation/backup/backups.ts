import { BackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import { Construct } from "constructs";
import { backupRoleName } from "../../../core/aws/deploy-names";
import { type Deployment, iamArn } from "../../../core/aws/deployment";
import type { BackupConfig } from "../../../core/config/sections/backup";
import { VAULT_POLICY } from "../../../core/policies/backup";
import { policyJson } from "../../parts/policy-json";

export interface BackupsProps {
  readonly deployment: Deployment;
  readonly backup: BackupConfig;
  /** Time zone of the plan's schedule. */
  readonly timezone: string;
  /** ARN of the vault's key. */
  readonly keyArn: string;
  /** ARNs of the resources to back up. */
  readonly resources: readonly string[];
}

/** Minutes within which a backup must start and complete. */
const START_WINDOW = 60;
const COMPLETION_WINDOW = 12 * 60;

/** A vault whose backups cannot be deleted, and the plan that fills it every night. */
export class Backups extends Construct {
  readonly vault: BackupVault;

  constructor(scope: Construct, id: string, props: BackupsProps) {
    super(scope, id);
    const { project } = props.deployment;
    this.vault = new BackupVault(this, "vault", {
      name: project,
      kmsKeyArn: props.keyArn,
      tags: { Name: project },
      lifecycle: { preventDestroy: true },
    });
    new BackupVaultPolicy(this, "vault-policy", {
      backupVaultName: this.vault.name,
      policy: policyJson(VAULT_POLICY),
    });
    this.lock(props.backup);
    this.plan(props);
  }

  /** In governance mode the lock can be removed again; in compliance mode it cannot, once the grace time is over. */
  private lock({ lock }: BackupConfig): void {
    if (lock.mode === "none") return;
    new BackupVaultLockConfiguration(this, "lock", {
      backupVaultName: this.vault.name,
      minRetentionDays: lock.minDays,
      maxRetentionDays: lock.maxDays,
      ...(lock.mode === "compliance" ? { changeableForDays: lock.graceDays } : {}),
    });
  }

  private plan({ deployment, backup, timezone, resources }: BackupsProps): void {
    const [hours, minutes] = backup.at.split(":").map(Number);
    const plan = new BackupPlan(this, "plan", {
      name: deployment.project,
      rule: [
        {
          ruleName: "daily",
          targetVaultName: this.vault.name,
          schedule: `cron(${minutes} ${hours} * * ? *)`,
          scheduleExpressionTimezone: timezone,
          startWindow: START_WINDOW,
          completionWindow: COMPLETION_WINDOW,
          lifecycle: {
            deleteAfter: backup.keepDays,
            ...(backup.coldAfterDays === undefined ? {} : { coldStorageAfter: backup.coldAfterDays }),
          },
        },
      ],
    });
    new BackupSelection(this, "selection", {
      planId: plan.id,
      name: deployment.project,
      // The role of `bootstrap`: the deploy role could not create one that may delete expired backups.
      iamRoleArn: iamArn(deployment, `role/${backupRoleName(deployment.project)}`),
      resources: [...resources],
    });
  }
}
