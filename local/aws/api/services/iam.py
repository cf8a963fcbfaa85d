"""IAM."""

from __future__ import annotations

from typing import Any

from moto.iam.models import IAMBackend

from api.registry import around, correction, note


@correction(
    "iam",
    "AWS-managed policies are loaded for the commercial partition alone: a reset takes a fraction of a second.",
    "Not AWS: moto loads some 1,500 of them for each of its partitions, all of which each first call visits",
)
def _managed_policies() -> None:
    def load(original: Any, backend: Any) -> Any:
        return original(backend) if backend.region_name == "aws" else []

    around(IAMBackend, "_init_aws_policies", load)


note(
    "iam",
    "On demand (POST /overlay/denials), an explicit deny in the policies or the boundary of the calling role refuses the call.",
    "IAM User Guide, Policy evaluation logic (an explicit deny overrides any allow)",
)
