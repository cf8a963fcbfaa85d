import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { Deployment } from "../../../core/aws/deployment";
import type { NetworkConfig } from "../../../core/config/sections/network/network";
import { HTTPS } from "../../../core/network/ports";
import { interfaceEndpointPolicy } from "../../../core/policies/endpoints";
import { policyJson } from "../../parts/policy-json";
import type { ZoneSubnet } from "./zone-subnet";

export interface InterfaceEndpointsProps extends Pick<NetworkConfig, "endpoints" | "trustedAccounts"> {
  readonly deployment: Deployment;
  readonly vpcId: string;
  /** Each has one network interface per service. */
  readonly zones: readonly ZoneSubnet[];
}

/**
 * AWS services inside the VPC, under their usual names: private DNS answers with the endpoint's addresses. Each
 * security group that uses them must be allowed explicitly.
 */
export class InterfaceEndpoints extends Construct {
  private readonly group: SecurityGroup;

  constructor(scope: Construct, id: string, props: InterfaceEndpointsProps) {
    super(scope, id);
    const { deployment, vpcId, zones } = props;
    const name = `${deployment.project}-endpoints`;
    this.group = new SecurityGroup(this, "security-group", {
      name,
      description: "AWS services: HTTPS from those let in",
      vpcId,
      tags: { Name: name },
    });
    const policy = policyJson(interfaceEndpointPolicy(props));
    for (const service of props.endpoints) {
      new VpcEndpoint(this, service, {
        vpcId,
        vpcEndpointType: "Interface",
        serviceName: `com.amazonaws.${deployment.region}.${service}`,
        subnetIds: zones.map(({ subnet }) => subnet.id),
        securityGroupIds: [this.group.id],
        privateDnsEnabled: true,
        policy,
        tags: { Name: `${deployment.project}-${service}` },
      });
    }
  }

  /** Allows a security group's members to connect to the endpoints, in both groups. */
  allowFrom(id: string, who: string, group: SecurityGroup): void {
    const https = { ipProtocol: "tcp", fromPort: HTTPS.from, toPort: HTTPS.to };
    new VpcSecurityGroupIngressRule(this, `from-${id}`, {
      ...https,
      securityGroupId: this.group.id,
      description: `HTTPS from ${who}`,
      referencedSecurityGroupId: group.id,
    });
    new VpcSecurityGroupEgressRule(this, `to-endpoints-of-${id}`, {
      ...https,
      securityGroupId: group.id,
      description: "HTTPS to AWS services in the VPC",
      referencedSecurityGroupId: this.group.id,
    });
  }
}
