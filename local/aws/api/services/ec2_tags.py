"""Tag changes as EventBridge sees them."""

from __future__ import annotations

from typing import Any

from moto.ec2.responses import EC2Response

from api.events import EVENTS
from api.registry import around, correction
from api.state import ACCOUNT, table


@correction(
    "ec2",
    "CreateTags and DeleteTags on instances send `Tag Change on Resource` when a tag really changed.",
    "Amazon EventBridge User Guide, Tag change events on AWS resources",
)
def _tag_events() -> None:
    def announce(original: Any, response: Any) -> Any:
        ids = [i for i in response._get_param("Resources", []) if i.startswith("i-")]
        tags = response.ec2_backend.tags
        before = {i: dict(tags.get(i, {})) for i in ids}
        result = original(response)
        for instance_id in ids:
            _emit(response.region, instance_id, before[instance_id], dict(tags.get(instance_id, {})))
        return result

    around(EC2Response, "create_tags", announce)
    around(EC2Response, "delete_tags", announce)


def _emit(region: str, instance_id: str, before: dict[str, str], after: dict[str, str]) -> None:
    changed = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
    if not changed:
        return
    versions = table("tag versions")
    versions[instance_id] = versions.get(instance_id, 0) + 1
    detail = {
        "changed-tag-keys": changed,
        "service": "ec2",
        "resource-type": "instance",
        "version": versions[instance_id],
        "tags": after,
    }
    arn = f"arn:aws:ec2:{region}:{ACCOUNT}:instance/{instance_id}"
    EVENTS.emit("aws.tag", "Tag Change on Resource", region, [arn], detail)
