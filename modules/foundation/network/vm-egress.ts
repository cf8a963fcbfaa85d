import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { Construct } from "constructs";
import type { NetworkConfig } from "../../../core/config/sections/network/network";
import { HTTPS, isIpv6 } from "../../../core/network/ports";
import { vmEgress } from "../../../core/network/vm-egress";

export interface VmEgressProps extends Pick<NetworkConfig, "nat" | "ipv6" | "egress"> {
  /** The security group of the VMs. */
  readonly group: SecurityGroup;
  /** Key: the service's name. */
  readonly gatewayEndpoints: Readonly<Record<string, VpcEndpoint>>;
}

/**
 * Allows VMs to open connections to addresses outside the VPC. For addresses inside it, file system, databases and
 * endpoints each add their own rule.
 */
export class VmEgress extends Construct {
  constructor(scope: Construct, id: string, { group, gatewayEndpoints, ...network }: VmEgressProps) {
    super(scope, id);
    for (const { id: ruleId, description, ports, cidr } of vmEgress(network)) {
      new VpcSecurityGroupEgressRule(this, ruleId, {
        securityGroupId: group.id,
        description,
        ipProtocol: "tcp",
        fromPort: ports.from,
        toPort: ports.to,
        ...(isIpv6(cidr) ? { cidrIpv6: cidr } : { cidrIpv4: cidr }),
      });
    }
    if (network.nat !== "none") return;
    for (const [service, endpoint] of Object.entries(gatewayEndpoints)) {
      new VpcSecurityGroupEgressRule(this, service, {
        securityGroupId: group.id,
        description: `HTTPS to ${service} through its endpoint`,
        ipProtocol: "tcp",
        fromPort: HTTPS.from,
        toPort: HTTPS.to,
        prefixListId: endpoint.prefixListId,
      });
    }
  }
}
