import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import type { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Fn, TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { schedulesPath } from "../../core/aws/agreed-names";
import { arn, type Deployment } from "../../core/aws/deployment";
import type { Config } from "../../core/config/config";
import { vmBoundaryArn } from "../../core/policies/vm/boundary";
import { OPERATING_SYSTEMS, type Os } from "../../core/vm/os";
import { renderUserData } from "../../userdata/render-user-data";
import type { FoundationStack } from "../foundation/foundation-stack";
import { BaseStack } from "../parts/base-stack";
import { waive } from "../parts/waive";
import type { FunctionKeys } from "./functions/function-context";
import { Lifecycle } from "./functions/lifecycle";
import { Scheduling } from "./functions/scheduling";
import { Ticketing } from "./functions/ticketing";
import { VmEvents } from "./functions/vm-events";
import { DeadLetterQueue } from "./lambda/work-queue";
import { StateTable } from "./state-table";
import { BootBundle } from "./vms/boot-bundle";
import { ImageParameter } from "./vms/image-parameter";
import { LaunchTemplate } from "./vms/launch-template";
import { SessionDocuments } from "./vms/session-documents";
import { VmAccess } from "./vms/vm-access";

/** Resources that all VMs share: launch templates, permissions, records, the Lambdas and their triggers. */
export class PlatformStack extends BaseStack {
  readonly vmPolicy: IamPolicy;
  readonly vmBoundaryArn: string;
  readonly table: StateTable;

  constructor(scope: Construct, config: Config, foundation: FoundationStack) {
    super(scope, "platform", config);
    const { project, region } = config;
    const { accountId } = new DataAwsCallerIdentity(this, "caller");
    const deployment: Deployment = { partition: "aws", region, account: accountId, project };

    const keys: FunctionKeys = {
      platform: foundation.keys.platform.arn,
      volumes: foundation.keys.volumes.arn,
    };
    const boot = new BootBundle(this, "boot", {
      project,
      account: accountId,
      region,
      settings: { keepMaxMinutes: config.scheduler.keepMaxMinutes },
    });
    const fileSystemArn = foundation.homes.fileSystem.arn;
    const documents = new SessionDocuments(this, "sessions", {
      project,
      key: foundation.keys.audit,
      logDays: config.audit.logDays,
    });
    const sessions = { logGroupArn: documents.logGroup.arn, keyArn: foundation.keys.audit.arn };
    const vms = { deployment, bootBucketArn: boot.bucket.arn, fileSystemArn, sessions };
    const access = new VmAccess(this, "vm-access", vms);
    this.vmPolicy = access.policy;
    this.vmBoundaryArn = vmBoundaryArn(deployment);
    this.table = new StateTable(this, "table", { name: project, keyArn: keys.platform });
    const userData = userDataFor(boot.bucket.bucket);
    for (const os of OPERATING_SYSTEMS) this.addOs(os, config, foundation, userData);

    const alarmTopicArn = foundation.audit.alarms.topic.arn;
    const failedEvents = new DeadLetterQueue(this, "failed-events", {
      name: `${project}-failed-events`,
      alarmTopicArn,
      keyArn: keys.platform,
      eventRules: arn(deployment, "events", `rule/${project}-*`),
    });
    const common = { config, deployment, keys, alarmTopicArn, deadLetterQueue: failedEvents.queue };
    this.publishSchedules(config);
    new Scheduling(this, "scheduling", common);
    const ticketing = config.jira
      ? new Ticketing(this, "ticketing", {
          ...common,
          jira: config.jira,
          table: this.table.table,
          fileSystem: foundation.homes.fileSystem,
          subnets: foundation.network.privateSubnets,
          vmPolicyArn: this.vmPolicy.arn,
          boundaryArn: this.vmBoundaryArn,
        })
      : undefined;
    new VmEvents(this, "vm-watch", { ...common, table: this.table.table, jiraSecret: ticketing?.apiToken });
    new Lifecycle(this, "lifecycle", { ...common, table: this.table.table, ticketing });
    if (ticketing) new TerraformOutput(this, "jira_webhook_url", { value: ticketing.webhookUrl });
  }

  private addOs(os: Os, config: Config, foundation: FoundationStack, userData: string): void {
    const { project, environment, defaults } = config;
    new ImageParameter(this, `image-${os.slug}`, { project, os });
    new LaunchTemplate(this, `template-${os.slug}`, {
      project,
      environment,
      os,
      userData,
      securityGroupId: foundation.network.vmSecurityGroup.id,
      defaultInstanceType: defaults.instanceType,
      rootVolumeGb: defaults.rootVolumeGb,
      volumesKeyArn: foundation.keys.volumes.arn,
    });
  }

  private publishSchedules({ project, schedules }: Config): void {
    for (const [name, schedule] of Object.entries(schedules)) {
      const parameter = new SsmParameter(this, `schedule-${name}`, {
        name: `${schedulesPath(project)}/${name}`,
        description: `Schedule ${name}`,
        type: "String",
        insecureValue: JSON.stringify(schedule),
      });
      waive(
        parameter,
        "parameter-encrypted",
        "Office hours are not secret: they are in the config, and VMs show them.",
      );
    }
  }
}

/** Placeholder of the bucket's name, which only Terraform knows, while the stub is rendered here. */
const BUCKET_PLACEHOLDER = "boot-bucket-placeholder";

/** User data in base64. Terraform never sees the script itself: it would interpolate the shell's `${…}`. */
function userDataFor(bucket: string): string {
  const stub = Buffer.from(renderUserData({ bucket: BUCKET_PLACEHOLDER })).toString("base64");
  return Fn.base64encode(Fn.replace(Fn.base64decode(stub), BUCKET_PLACEHOLDER, bucket));
}
