"""EC2: security groups."""

from __future__ import annotations

from typing import Any

from moto.ec2.models.security_groups import SecurityGroupRule

from emulator.registry import correction


@correction(
    "ec2",
    "A rule that names another security group keeps its description, as one that names an address range does.",
    "EC2 API Reference, SecurityGroupRule; Terraform AWS provider, aws_vpc_security_group_ingress_rule",
)
def _description() -> None:
    def description(self: SecurityGroupRule) -> Any:
        return self.ip_range.get("Description") or self.source_group.get("Description")

    SecurityGroupRule.description = property(description)
