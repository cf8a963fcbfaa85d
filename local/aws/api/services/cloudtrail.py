"""CloudTrail."""

from __future__ import annotations

import json
from typing import Any

from moto.cloudtrail.models import CloudTrailBackend
from moto.cloudtrail.responses import CloudTrailResponse

from api.registry import around, correction


@correction(
    "cloudtrail",
    "A trail is named by its ARN as well as by its name.",
    "CloudTrail API Reference, StartLogging (Name); Terraform AWS provider, aws_cloudtrail (uses the ARN)",
)
def _by_arn() -> None:
    def by_name(original: Any, backend: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        return original(backend, name.split("/")[-1], *args, **kwargs)

    for operation in ("start_logging", "stop_logging", "delete_trail", "update_trail"):
        around(CloudTrailBackend, operation, by_name)


@correction(
    "cloudtrail",
    "DescribeTrails answers the trails asked for, not all.",
    "CloudTrail API Reference, DescribeTrails (trailNameList)",
)
def _only_those_asked_for() -> None:
    def describe(original: Any, response: Any) -> str:
        wanted = [name.split("/")[-1] for name in response._get_param("trailNameList") or []]
        found = json.loads(original(response))
        if wanted:
            found["trailList"] = [trail for trail in found["trailList"] if trail["Name"] in wanted]
        return json.dumps(found)

    around(CloudTrailResponse, "describe_trails", describe)
