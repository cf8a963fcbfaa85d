"""DHCP options and the account's settings for EBS."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.responses import EC2Response

from api.registry import around, correction
from api.state import table


@correction("ec2", "CreateDhcpOptions takes tags.", "EC2 API Reference, CreateDhcpOptions (TagSpecification)")
def _dhcp_options() -> None:
    def create(original: Any, response: Any) -> Any:
        result = original(response)
        tags = response._parse_tag_specification().get("dhcp-options", {})
        result.result["DhcpOptions"].add_tags(tags)
        return result

    around(EC2Response, "create_dhcp_options", create)


@correction(
    "ec2",
    "The default key for EBS encryption: get, modify, reset.",
    "EC2 API Reference, ModifyEbsDefaultKmsKeyId",
)
def _ebs_default_key() -> None:
    def get(response: Any) -> Any:
        key = table("ebs default key").get(response.region, "alias/aws/ebs")
        return ActionResult({"KmsKeyId": key})

    def modify(response: Any) -> Any:
        table("ebs default key")[response.region] = response._get_param("KmsKeyId")
        return get(response)

    def reset(response: Any) -> Any:
        table("ebs default key").pop(response.region, None)
        return get(response)

    EC2Response.get_ebs_default_kms_key_id = get
    EC2Response.modify_ebs_default_kms_key_id = modify
    EC2Response.reset_ebs_default_kms_key_id = reset
