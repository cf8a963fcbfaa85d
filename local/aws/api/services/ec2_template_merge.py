"""What a launch template and a RunInstances request amount to together."""

from __future__ import annotations

import copy
from typing import Any

# Taken from the template when the request does not say.
_WHOLE = (
    "ImageId",
    "InstanceType",
    "KeyName",
    "EbsOptimized",
    "DisableApiTermination",
    "DisableApiStop",
    "InstanceInitiatedShutdownBehavior",
    "SecurityGroupIds",
    "SecurityGroups",
    "NetworkInterfaces",
    "IamInstanceProfile",
    "InstanceMarketOptions",
)
# Merged member by member: the request may override one and leave the rest to the template.
_BY_MEMBER = ("MetadataOptions", "Monitoring", "HibernationOptions", "Placement", "CreditSpecification")


def merged(template: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    """The request's parameters completed by the template's; neither argument is changed."""
    template, result = copy.deepcopy(template), copy.deepcopy(request)
    for key in _WHOLE:
        if key in template and result.get(key) in (None, [], {}):
            result[key] = template[key]
    for key in _BY_MEMBER:
        if template.get(key):
            result[key] = {**template[key], **(result.get(key) or {})}
    if template.get("UserData") and not result.get("UserData"):
        result["UserData"] = str(template["UserData"])
    devices = _merge_devices(template.get("BlockDeviceMappings") or [], result.get("BlockDeviceMappings") or [])
    if devices:
        result["BlockDeviceMappings"] = devices
    tags = _merge_tags(template.get("TagSpecifications") or [], result.get("TagSpecifications") or [])
    if tags:
        result["TagSpecifications"] = tags
    return result


def _merge_devices(template: list[dict[str, Any]], request: list[dict[str, Any]]) -> list[dict[str, Any]]:
    devices = {mapping["DeviceName"]: mapping for mapping in template}
    for mapping in request:
        below = devices.get(mapping["DeviceName"], {})
        ebs = {**below.get("Ebs", {}), **mapping.get("Ebs", {})}
        devices[mapping["DeviceName"]] = {**below, **mapping, **({"Ebs": ebs} if ebs else {})}
    return list(devices.values())


def _merge_tags(*specifications: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_type: dict[str, dict[str, str]] = {}
    for specification in [one for several in specifications for one in several]:
        tags = {tag["Key"]: tag["Value"] for tag in specification.get("Tags", [])}
        by_type.setdefault(specification["ResourceType"], {}).update(tags)
    return [
        {"ResourceType": kind, "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}
        for kind, tags in by_type.items()
    ]


def with_root_device(mappings: list[dict[str, Any]], image: Any, size_gb: int) -> list[dict[str, Any]]:
    """The mappings with the image's root volume, which an instance has whatever is asked for besides."""
    defaults = {"VolumeSize": size_gb, "VolumeType": "gp3", "DeleteOnTermination": True}
    mappings = copy.deepcopy(mappings)
    for mapping in mappings:
        if mapping["DeviceName"] == image.root_device_name:
            mapping["Ebs"] = {**defaults, **mapping.get("Ebs", {})}
            return mappings
    return [{"DeviceName": image.root_device_name, "Ebs": defaults}, *mappings]
