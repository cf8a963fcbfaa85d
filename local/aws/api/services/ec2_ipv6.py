"""EC2: IPv6 in subnets."""

from __future__ import annotations

from typing import Any

from moto.ec2.models.subnets import Subnet

from api.registry import around, correction

PREFIX = "ipv6-cidr-block-association."


@correction(
    "ec2",
    "DescribeSubnets finds subnets by their IPv6 block, its association and its state.",
    "EC2 API Reference, DescribeSubnets (Filter: ipv6-cidr-block-association.*)",
)
def _filters() -> None:
    keys = {"association-id": "associationId", "ipv6-cidr-block": "ipv6CidrBlock"}

    def value(original: Any, subnet: Subnet, filter_name: str, method_name: str | None = None) -> Any:
        if not filter_name.startswith(PREFIX):
            return original(subnet, filter_name, method_name)
        associations = subnet.ipv6_cidr_block_associations.values()
        name = filter_name.removeprefix(PREFIX)
        if name == "state":
            return [association["ipv6CidrBlockState"]["State"] for association in associations]
        return [association[keys[name]] for association in associations]

    around(Subnet, "get_filter_value", value)


@correction(
    "ec2",
    "The state of a subnet's IPv6 block is one word.",
    "EC2 API Reference, SubnetCidrBlockState",
)
def _state() -> None:
    def associated(subnet: Subnet) -> list[dict[str, Any]]:
        return [
            {
                "AssociationId": association["associationId"],
                "Ipv6CidrBlock": association["ipv6CidrBlock"],
                "Ipv6CidrBlockState": association["ipv6CidrBlockState"],
            }
            for association in subnet.ipv6_cidr_block_associations.values()
            if association["ipv6CidrBlockState"]["State"] == "associated"
        ]

    Subnet.ipv6_cidr_block_association_set = property(associated)
