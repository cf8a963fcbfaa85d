import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { Deployment } from "../../../core/aws/deployment";
import type { NetworkConfig } from "../../../core/config/sections/network/network";
import type { Ports } from "../../../core/network/ports";
import { ipv6SubnetNumber, type SubnetTier, subnetCidr } from "../../../core/network/subnet-cidr";
import { waive } from "../../parts/waive";
import { FlowLogs } from "./flow-logs";
import { addGatewayEndpoints } from "./gateway-endpoints";
import { InterfaceEndpoints } from "./interface-endpoints";
import { addInternetAccess } from "./internet-access";
import { NetworkAcls } from "./network-acls";
import { VmEgress } from "./vm-egress";
import { type ZoneSubnet, zoneLetter } from "./zone-subnet";

export interface NetworkProps extends NetworkConfig {
  readonly deployment: Deployment;
  /** Ports of file system and databases. */
  readonly dataPorts: readonly Ports[];
  /** Key of the log groups. */
  readonly auditKeyArn: string;
}

/**
 * A VPC across two or three zones. Public subnets hold only NAT gateways; VMs are in private subnets, databases and
 * mount targets in isolated subnets without internet access. S3 and DynamoDB are reached through gateway endpoints,
 * free of NAT charges; other services through NAT, or through interface endpoints.
 */
export class Network extends Construct {
  readonly vpc: Vpc;
  readonly privateSubnets: readonly Subnet[];
  readonly isolatedSubnets: readonly Subnet[];
  /** Security group of the VMs: no inbound rules, and only explicit outbound rules. */
  readonly vmSecurityGroup: SecurityGroup;
  /** AWS services in the VPC, if the config names any. */
  readonly endpoints?: InterfaceEndpoints;

  private readonly zones: DataAwsAvailabilityZones;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkProps,
  ) {
    super(scope, id);
    const { deployment } = props;
    this.zones = new DataAwsAvailabilityZones(this, "zones", {
      state: "available",
      filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    });
    this.vpc = new Vpc(this, "vpc", {
      cidrBlock: props.cidr,
      ...(props.ipv6 ? { assignGeneratedIpv6CidrBlock: true } : {}),
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: deployment.project },
    });
    // Instances without an explicit security group get this one, and it allows nothing.
    new DefaultSecurityGroup(this, "default-security-group", {
      vpcId: this.vpc.id,
      tags: { Name: `${deployment.project}-default-closed` },
    });
    const tiers = {
      public: this.tier("public"),
      private: this.tier("private"),
      isolated: this.tier("isolated"),
    };
    this.privateSubnets = tiers.private.map(({ subnet }) => subnet);
    this.isolatedSubnets = tiers.isolated.map(({ subnet }) => subnet);
    this.vmSecurityGroup = new SecurityGroup(this, "vm-security-group", {
      name: `${deployment.project}-vm`,
      description: "Development VMs: nothing comes in",
      vpcId: this.vpc.id,
      tags: { Name: `${deployment.project}-vm` },
    });
    const common = { ...props, project: deployment.project, vpcId: this.vpc.id };
    addInternetAccess(this, { ...common, publicZones: tiers.public, privateZones: tiers.private });
    const gatewayEndpoints = addGatewayEndpoints(this, { ...common, zones: tiers.private });
    new VmEgress(this, "vm-egress", { ...props, group: this.vmSecurityGroup, gatewayEndpoints });
    new NetworkAcls(this, "acls", { ...common, vpc: this.vpc, tiers });
    if (props.endpoints.length > 0) {
      this.endpoints = new InterfaceEndpoints(this, "endpoints", { ...common, zones: tiers.private });
      this.endpoints.allowFrom("vms", "the VMs", this.vmSecurityGroup);
    }
    const { traffic, retentionDays } = props.flowLogs;
    if (traffic === "none") {
      waive(this.vpc, "vpc-flow-logs", "The config disables them: network.flowLogs.traffic.");
    } else {
      new FlowLogs(this, "flow-logs", { ...common, traffic, retentionDays, keyArn: props.auditKeyArn });
    }
  }

  private tier(tier: SubnetTier): ZoneSubnet[] {
    return Array.from({ length: this.props.azs }, (_, index) => {
      const zone = zoneLetter(index);
      const tags = { Name: `${this.props.deployment.project}-${tier}-${zone}` };
      const subnet = new Subnet(this, `${tier}-${zone}`, {
        vpcId: this.vpc.id,
        availabilityZone: Fn.element(this.zones.names, index),
        cidrBlock: subnetCidr(this.props.cidr, tier, index),
        ...(this.props.ipv6 ? this.ipv6Block(tier, index) : {}),
        mapPublicIpOnLaunch: false,
        tags,
      });
      const routeTable = new RouteTable(this, `${tier}-${zone}-routes`, { vpcId: this.vpc.id, tags });
      new RouteTableAssociation(this, `${tier}-${zone}-association`, {
        subnetId: subnet.id,
        routeTableId: routeTable.id,
      });
      return { zone, subnet, routeTable };
    });
  }

  /** A /64 of the VPC's /56; only VMs are assigned an address automatically. */
  private ipv6Block(tier: SubnetTier, index: number) {
    return {
      ipv6CidrBlock: Fn.cidrsubnet(this.vpc.ipv6CidrBlock, 8, ipv6SubnetNumber(tier, index)),
      assignIpv6AddressOnCreation: tier === "private",
    };
  }
}
