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

/** A network ACL a tier, and the default one closed: a subnet that somebody adds by hand reaches nothing. */
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
          "Network ACLs keep no state: answers from the internet come to any of the ephemeral ports. Security groups let nothing else in.",
        );
      }
      return acl;
    });
    new DefaultNetworkAcl(this, "default", {
      defaultNetworkAclId: vpc.defaultNetworkAclId,
      tags: { Name: `${project}-default-closed` },
      // Closed only when no subnet is in it any more.
      dependsOn: acls,
    });
  }
}

/** Whether it lets in what comes back from anywhere. */
function isAnswer({ cidr, match }: AclRule): boolean {
  return (cidr === "0.0.0.0/0" || cidr === "::/0") && "from" in match && match.from === EPHEMERAL.from;
}

function entry({ number, protocol, match, cidr }: AclRule) {
  return {
    ruleNo: number,
    action: "allow",
    // The provider knows ICMPv6 by its number only.
    protocol: protocol === "icmpv6" ? "58" : protocol,
    ...("from" in match
      ? { fromPort: match.from, toPort: match.to }
      : { fromPort: 0, toPort: 0, icmpType: match.type, icmpCode: match.code }),
    ...(isIpv6(cidr) ? { ipv6CidrBlock: cidr } : { cidrBlock: cidr }),
  };
}
