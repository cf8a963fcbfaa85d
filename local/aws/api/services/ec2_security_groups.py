"""EC2: security groups."""

from __future__ import annotations

from inspect import signature
from typing import Any

from moto.ec2.models.security_groups import SecurityGroupRule

from api.registry import around, correction


@correction(
    "ec2",
    "A rule that names another security group or a prefix list keeps its description, as one that names an address "
    "range does.",
    "EC2 API Reference, SecurityGroupRule; Terraform AWS provider, aws_vpc_security_group_egress_rule",
)
def _description() -> None:
    parameters = signature(SecurityGroupRule.__init__)

    def create(original: Any, rule: SecurityGroupRule, *args: Any, **kwargs: Any) -> None:
        original(rule, *args, **kwargs)
        # moto keeps the list's id alone.
        prefix_list = parameters.bind(rule, *args, **kwargs).arguments.get("prefix_list_id") or {}
        rule.prefix_list_description = prefix_list.get("Description")

    def description(rule: SecurityGroupRule) -> Any:
        return (
            rule.ip_range.get("Description") or rule.source_group.get("Description") or rule.prefix_list_description
        )

    around(SecurityGroupRule, "__init__", create)
    SecurityGroupRule.description = property(description)
