import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { NetworkConfig } from "../core/config/model";
import { type SubnetTier, subnetCidr } from "../core/network/subnet-cidr";

export interface NetworkProps extends NetworkConfig {
  /** Prefix of names. */
  readonly project: string;
  readonly region: string;
}

/** One subnet a zone, with the route table that serves it. */
interface ZoneSubnet {
  readonly subnet: Subnet;
  readonly routeTable: RouteTable;
}

/**
 * A VPC over two or three zones. Public subnets hold NAT gateways only; VMs live in private ones, databases and
 * mount targets in isolated ones that have no way out. S3 and DynamoDB are reached through gateway endpoints, free
 * of NAT charges.
 */
export class Network extends Construct {
  readonly vpc: Vpc;
  readonly privateSubnets: readonly Subnet[];
  readonly isolatedSubnets: readonly Subnet[];
  /** Security group of the VMs: no inbound rule at all. */
  readonly vmSecurityGroup: SecurityGroup;

  private readonly zones: DataAwsAvailabilityZones;
  private readonly indexes: readonly number[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkProps,
  ) {
    super(scope, id);
    this.indexes = Array.from({ length: props.azs }, (_, index) => index);
    this.zones = new DataAwsAvailabilityZones(this, "zones", {
      state: "available",
      filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    });
    this.vpc = new Vpc(this, "vpc", {
      cidrBlock: props.cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: props.project },
    });
    // Whatever is launched without a security group gets this one, and it allows nothing.
    new DefaultSecurityGroup(this, "default-security-group", {
      vpcId: this.vpc.id,
      tags: { Name: `${props.project}-default-closed` },
    });
    const publicZones = this.tier("public");
    const privateZones = this.tier("private");
    const isolatedZones = this.tier("isolated");
    this.connectToInternet(publicZones, privateZones);
    this.addGatewayEndpoints([...privateZones, ...isolatedZones].map(({ routeTable }) => routeTable));
    this.privateSubnets = privateZones.map(({ subnet }) => subnet);
    this.isolatedSubnets = isolatedZones.map(({ subnet }) => subnet);
    this.vmSecurityGroup = this.addVmSecurityGroup();
  }

  private tier(tier: SubnetTier): ZoneSubnet[] {
    return this.indexes.map((index) => {
      const letter = "abc"[index];
      const name = `${this.props.project}-${tier}-${letter}`;
      const subnet = new Subnet(this, `${tier}-${letter}`, {
        vpcId: this.vpc.id,
        availabilityZone: Fn.element(this.zones.names, index),
        cidrBlock: subnetCidr(this.props.cidr, tier, index),
        mapPublicIpOnLaunch: false,
        tags: { Name: name },
      });
      const routeTable = new RouteTable(this, `${tier}-${letter}-routes`, {
        vpcId: this.vpc.id,
        tags: { Name: name },
      });
      new RouteTableAssociation(this, `${tier}-${letter}-association`, {
        subnetId: subnet.id,
        routeTableId: routeTable.id,
      });
      return { subnet, routeTable };
    });
  }

  private connectToInternet(publicZones: readonly ZoneSubnet[], privateZones: readonly ZoneSubnet[]): void {
    if (this.props.nat === "none") return;
    const gateway = new InternetGateway(this, "internet", {
      vpcId: this.vpc.id,
      tags: { Name: this.props.project },
    });
    for (const [index, { routeTable }] of publicZones.entries()) {
      new Route(this, `public-${"abc"[index]}-default`, {
        routeTableId: routeTable.id,
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId: gateway.id,
      });
    }
    const nats = (this.props.nat === "single" ? publicZones.slice(0, 1) : publicZones).map(
      ({ subnet }, index) => this.addNat(subnet, index, gateway),
    );
    for (const [index, { routeTable }] of privateZones.entries()) {
      const nat = nats[index] ?? nats[0];
      new Route(this, `private-${"abc"[index]}-default`, {
        routeTableId: routeTable.id,
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: nat?.id,
      });
    }
  }

  private addNat(subnet: Subnet, index: number, gateway: InternetGateway): NatGateway {
    const name = `${this.props.project}-nat-${"abc"[index]}`;
    const address = new Eip(this, `nat-${"abc"[index]}-address`, { domain: "vpc", tags: { Name: name } });
    return new NatGateway(this, `nat-${"abc"[index]}`, {
      allocationId: address.id,
      subnetId: subnet.id,
      tags: { Name: name },
      dependsOn: [gateway],
    });
  }

  private addGatewayEndpoints(routeTables: readonly RouteTable[]): void {
    for (const service of ["s3", "dynamodb"]) {
      new VpcEndpoint(this, `${service}-endpoint`, {
        vpcId: this.vpc.id,
        vpcEndpointType: "Gateway",
        serviceName: `com.amazonaws.${this.props.region}.${service}`,
        routeTableIds: routeTables.map(({ id }) => id),
        tags: { Name: `${this.props.project}-${service}` },
      });
    }
  }

  private addVmSecurityGroup(): SecurityGroup {
    const group = new SecurityGroup(this, "vm-security-group", {
      name: `${this.props.project}-vm`,
      description: "Development VMs: nothing comes in",
      vpcId: this.vpc.id,
      tags: { Name: `${this.props.project}-vm` },
    });
    new VpcSecurityGroupEgressRule(this, "vm-egress", {
      securityGroupId: group.id,
      description: "Packages, registries and AWS, through NAT where there is one",
      ipProtocol: "-1",
      cidrIpv4: "0.0.0.0/0",
    });
    return group;
  }
}
