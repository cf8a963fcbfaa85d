import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import type { Construct } from "constructs";
import type { Deployment } from "../../../core/aws/deployment";
import type { NetworkConfig } from "../../../core/config/sections/network/network";
import { dynamodbEndpointPolicy, s3EndpointPolicy } from "../../../core/policies/endpoints";
import { policyJson } from "../../parts/policy-json";
import type { ZoneSubnet } from "./zone-subnet";

export interface GatewayEndpointsProps extends Pick<NetworkConfig, "nat" | "trustedAccounts"> {
  readonly deployment: Deployment;
  readonly vpcId: string;
  readonly zones: readonly ZoneSubnet[];
}

/** Adds endpoints for S3 and DynamoDB, which do not charge for traffic, in the network's own scope. */
export function addGatewayEndpoints(
  scope: Construct,
  { deployment, nat, trustedAccounts, vpcId, zones }: GatewayEndpointsProps,
): { readonly s3: VpcEndpoint; readonly dynamodb: VpcEndpoint } {
  const input = { deployment, trustedAccounts };
  const add = (service: "s3" | "dynamodb", policy: string) =>
    new VpcEndpoint(scope, `${service}-endpoint`, {
      vpcId,
      vpcEndpointType: "Gateway",
      serviceName: `com.amazonaws.${deployment.region}.${service}`,
      routeTableIds: zones.map(({ routeTable }) => routeTable.id),
      policy,
      tags: { Name: `${deployment.project}-${service}` },
    });
  return {
    s3: add("s3", policyJson(s3EndpointPolicy({ ...input, hasInternetAccess: nat !== "none" }))),
    dynamodb: add("dynamodb", policyJson(dynamodbEndpointPolicy(input))),
  };
}
