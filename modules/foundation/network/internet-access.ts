import { EgressOnlyInternetGateway } from "@cdktf/provider-aws/lib/egress-only-internet-gateway";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import type { Construct } from "constructs";
import type { NetworkConfig } from "../../../core/config/sections/network/network";
import { EVERYWHERE, EVERYWHERE_IPV6 } from "../../../core/network/vm-egress";
import type { ZoneSubnet } from "./zone-subnet";

export interface InternetAccessProps extends Pick<NetworkConfig, "nat" | "ipv6"> {
  readonly project: string;
  readonly vpcId: string;
  readonly publicZones: readonly ZoneSubnet[];
  readonly privateZones: readonly ZoneSubnet[];
}

/**
 * Gives private subnets internet access: NAT gateways for IPv4, an egress-only gateway for IPv6. With NAT `none` there
 * are no gateways. The resources are in the network's own scope, so that their addresses stay.
 */
export function addInternetAccess(scope: Construct, props: InternetAccessProps): void {
  if (props.nat === "none") return;
  addNats(scope, props);
  if (props.ipv6) addIpv6Gateway(scope, props);
}

function addNats(
  scope: Construct,
  { project, nat, vpcId, publicZones, privateZones }: InternetAccessProps,
): void {
  const gateway = new InternetGateway(scope, "internet", { vpcId, tags: { Name: project } });
  for (const { zone, routeTable } of publicZones) {
    new Route(scope, `public-${zone}-default`, {
      routeTableId: routeTable.id,
      destinationCidrBlock: EVERYWHERE,
      gatewayId: gateway.id,
    });
  }
  const nats = (nat === "single" ? publicZones.slice(0, 1) : publicZones).map(({ zone, subnet }) => {
    const tags = { Name: `${project}-nat-${zone}` };
    const address = new Eip(scope, `nat-${zone}-address`, { domain: "vpc", tags });
    return new NatGateway(scope, `nat-${zone}`, {
      allocationId: address.id,
      subnetId: subnet.id,
      tags,
      dependsOn: [gateway],
    });
  });
  for (const [index, { zone, routeTable }] of privateZones.entries()) {
    new Route(scope, `private-${zone}-default`, {
      routeTableId: routeTable.id,
      destinationCidrBlock: EVERYWHERE,
      natGatewayId: (nats[index] ?? nats[0])?.id,
    });
  }
}

function addIpv6Gateway(scope: Construct, { project, vpcId, privateZones }: InternetAccessProps): void {
  const gateway = new EgressOnlyInternetGateway(scope, "ipv6-way-out", { vpcId, tags: { Name: project } });
  for (const { zone, routeTable } of privateZones) {
    new Route(scope, `private-${zone}-default-ipv6`, {
      routeTableId: routeTable.id,
      destinationIpv6CidrBlock: EVERYWHERE_IPV6,
      egressOnlyGatewayId: gateway.id,
    });
  }
}
