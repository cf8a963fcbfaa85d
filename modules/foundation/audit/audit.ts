import { Construct } from "constructs";
import type { Deployment } from "../../../core/aws/deployment";
import type { Config } from "../../../core/config/config";
import type { Keys } from "../keys";
import { AlarmTopic } from "./alarm-topic";
import { Detection } from "./detection";
import { Trail } from "./trail";
import { TrailWatch } from "./trail-watch";

export interface AuditProps {
  readonly config: Config;
  readonly deployment: Deployment;
  readonly keys: Keys;
  readonly vpcId: string;
}

/** Records who did what, in a bucket with object lock, and sends alarms on suspicious events. */
export class Audit extends Construct {
  readonly alarms: AlarmTopic;
  readonly trail: Trail;

  constructor(scope: Construct, id: string, { config, deployment, keys, vpcId }: AuditProps) {
    super(scope, id);
    const { audit, project } = config;
    this.alarms = new AlarmTopic(this, "alarms", {
      deployment,
      key: keys.platform,
      email: config.alarms.email,
    });
    const alarmTopicArn = this.alarms.topic.arn;
    this.trail = new Trail(this, "trail", { deployment, audit, key: keys.audit });
    new TrailWatch(this, "trail-watch", { deployment, trail: this.trail, alarmTopicArn });
    new Detection(this, "detection", { project, audit, vpcId, alarmTopicArn });
  }
}
