import { DefaultNetworkAcl } from "@cdktf/provider-aws/lib/default-network-acl";
import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { type AclInput, type AclRule, aclRules } from "../../../core/network/acl-rules";
import { EPHEMERAL, isIpv6 } from "../../../core/network/ports";
import type { SubnetTier } from "../../../core/network/subnet-cidr";
import { waive } from "../../parts/waive";
import type { ZoneSubnet } from "./zone-subnet";

export interface NetworkAclsProps extends AclInput {
  readonly project: string;
  readonly vpc: Vpc;
  readonly tiers: Readonly<Record<SubnetTier, readonly ZoneSubnet[]>>;
}

/** A network ACL per tier, and a default ACL that allows nothing: a subnet that is added by hand has no access. */
export class NetworkAcls extends Construct {
  constructor(scope: Construct, id: string, { project, vpc, tiers, ...input }: NetworkAclsProps) {
    super(scope, id);
    const rules = aclRules(input);
    const acls = (["public", "private", "isolated"] as const).map((tier) => {
      const acl = new NetworkAcl(this, tier, {
        vpcId: vpc.id,
        subnetIds: tiers[tier].map(({ subnet }) => subnet.id),
        ingress: rules[tier].ingress.map(entry),
        egress: rules[tier].egress.map(entry),
        tags: { Name: `${project}-${tier}` },
      });
      if (rules[tier].ingress.some(isAnswer)) {
        waive(
          acl,
          "network-acl-closed",
          "Network ACLs are stateless: answers from the internet arrive at any of the ephemeral ports. Security groups allow no other inbound traffic.",
        );
      }
      return acl;
    });
    new DefaultNetworkAcl(this, "default", {
      defaultNetworkAclId: vpc.defaultNetworkAclId,
      tags: { Name: `${project}-default-closed` },
      // Created after the others, so that no subnet uses it any more.
      dependsOn: acls,
    });
  }
}

/** Whether the rule allows answers from any address. */
function isAnswer({ cidr, match }: AclRule): boolean {
  return (cidr === "0.0.0.0/0" || cidr === "::/0") && "from" in match && match.from === EPHEMERAL.from;
}

function entry({ number, protocol, match, cidr }: AclRule) {
  return {
    ruleNo: number,
    action: "allow",
    // The provider accepts ICMPv6 only by its number.
    protocol: protocol === "icmpv6" ? "58" : protocol,
    ...("from" in match
      ? { fromPort: match.from, toPort: match.to }
      : { fromPort: 0, toPort: 0, icmpType: match.type, icmpCode: match.code }),
    ...(isIpv6(cidr) ? { ipv6CidrBlock: cidr } : { cidrBlock: cidr }),
  };
}
