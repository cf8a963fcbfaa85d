import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import type { Deployment } from "../../core/aws/deployment";
import { type KeyName, keyName, keyPolicy } from "../../core/policies/keys";
import { policyJson } from "../parts/policy-json";
import { waive } from "../parts/waive";

export interface KeysProps {
  readonly deployment: Deployment;
}

/** Days between the request to delete a key and its deletion: the maximum that AWS allows. */
const DELETION_WINDOW_DAYS = 30;

/**
 * The deployment's customer-managed keys, rotated every year: one for each kind of data, so that each has its own
 * users.
 */
export class Keys extends Construct {
  /** Homes on EFS, and their backups. */
  readonly homes: KmsKey;
  /** Databases: storage, Performance Insights, logs, master passwords. */
  readonly databases: KmsKey;
  /** Volumes of VMs, and their snapshots. */
  readonly volumes: KmsKey;
  /** The platform: queues, topics, the table, Lambdas with their logs, secrets. */
  readonly platform: KmsKey;
  /** Trails, session logs, flow logs. */
  readonly audit: KmsKey;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: KeysProps,
  ) {
    super(scope, id);
    this.homes = this.add("homes", "Homes and their backups");
    this.databases = this.add("databases", "Databases, their logs and master passwords");
    this.volumes = this.add("volumes", "Volumes of VMs");
    this.platform = this.add("platform", "Queues, topics, tables, Lambdas and their logs, secrets");
    waive(
      this.platform,
      "policy-services-for-this-account",
      "EventBridge sends neither account nor rule when it uses an encrypted queue: a condition would drop every event.",
    );
    this.audit = this.add("audit", "Trails, session logs, flow logs");
  }

  private add(name: KeyName, protects: string): KmsKey {
    const { deployment } = this.props;
    const key = new KmsKey(this, name, {
      description: `${deployment.project}: ${protects}`,
      enableKeyRotation: true,
      deletionWindowInDays: DELETION_WINDOW_DAYS,
      policy: policyJson(keyPolicy(deployment, name)),
      tags: { Name: keyName(deployment.project, name) },
      // Data under a deleted key is lost.
      lifecycle: { preventDestroy: true },
    });
    new KmsAlias(this, `${name}-alias`, {
      name: `alias/${deployment.project}-${name}`,
      targetKeyId: key.keyId,
    });
    return key;
  }
}
