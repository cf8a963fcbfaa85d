"""EC2: network ACLs."""

from __future__ import annotations

from typing import Any

from moto.ec2.responses import EC2Response

from api.registry import around, correction


@correction(
    "ec2",
    "An entry of a network ACL keeps type and code of ICMP.",
    "EC2 API Reference, CreateNetworkAclEntry (IcmpTypeCode, Icmp on the wire); Terraform AWS provider, aws_network_acl",
)
def _icmp() -> None:
    def with_icmp(original: Any, response: Any) -> Any:
        # moto asks for the name on the wire, where its parser has put the shape's member.
        icmp = response.params.get("IcmpTypeCode")
        if icmp:
            response.params = {"Icmp": icmp, **response.params}
        return original(response)

    around(EC2Response, "create_network_acl_entry", with_icmp)
    around(EC2Response, "replace_network_acl_entry", with_icmp)
