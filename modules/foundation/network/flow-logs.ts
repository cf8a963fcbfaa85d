import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { Deployment } from "../../../core/aws/deployment";
import { flowLogsPolicy, flowLogsTrust } from "../../../core/policies/flow-logs";
import { serviceBoundaryArn } from "../../../core/policies/service-boundary";
import { policyJson } from "../../parts/policy-json";
import { waive } from "../../parts/waive";

export interface FlowLogsProps {
  readonly deployment: Deployment;
  readonly vpcId: string;
  readonly traffic: "all" | "reject";
  readonly retentionDays: number;
  /** Encrypts the log group. */
  readonly keyArn: string;
}

/**
 * Fields of each line. More than AWS's default: `pkt-` addresses identify the VM behind a NAT gateway, `tcp-flags` the
 * initiator, and `traffic-path` the route out of the VPC.
 */
const FIELDS = [
  ...["version", "account-id", "vpc-id", "subnet-id", "instance-id", "interface-id"],
  ...["srcaddr", "dstaddr", "srcport", "dstport", "pkt-srcaddr", "pkt-dstaddr", "protocol", "tcp-flags"],
  ...["packets", "bytes", "start", "end", "action", "log-status", "flow-direction", "traffic-path"],
];

const YEAR = 365;

/** Logs network connections in the VPC, in a separate log group. */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { deployment, vpcId, traffic, retentionDays, keyArn } = props;
    const name = `${deployment.project}-flow-logs`;
    const logGroup = new CloudwatchLogGroup(this, "log", {
      name,
      retentionInDays: retentionDays,
      kmsKeyId: keyArn,
    });
    if (retentionDays < YEAR) {
      waive(logGroup, "log-kept-a-year", "The config sets fewer days: network.flowLogs.retentionDays.");
    }
    const role = new IamRole(this, "role", {
      name,
      description: "Lets VPC flow logs write their log group",
      assumeRolePolicy: policyJson(flowLogsTrust(deployment)),
      permissionsBoundary: serviceBoundaryArn(deployment),
    });
    const permissions = new IamRolePolicy(this, "permissions", {
      name,
      role: role.name,
      policy: policyJson(flowLogsPolicy(deployment, logGroup.arn)),
    });
    new FlowLog(this, "flow-log", {
      vpcId,
      trafficType: traffic.toUpperCase(),
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      // Terraform would interpolate a single dollar sign.
      logFormat: FIELDS.map((field) => `$\${${field}}`).join(" "),
      maxAggregationInterval: 600,
      tags: { Name: name },
      dependsOn: [permissions],
    });
  }
}
