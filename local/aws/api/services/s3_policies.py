"""S3: bucket policies."""

from __future__ import annotations

import json
from typing import Any

from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.models import FakeBucket

from api.registry import around, correction


@correction(
    "s3",
    "A bucket policy's statement counts only where its conditions are met; one on aws:SecureTransport is not met, "
    "as if every call came over TLS.",
    "IAM User Guide, policy evaluation logic; S3 User Guide, aws:SecureTransport",
)
def _conditions() -> None:
    def permission(_original: Any, self: FakeBucket, action: str, resource: str) -> Any:
        if self.policy is None:
            return PermissionResult.NEUTRAL
        document = json.loads(self.policy)
        statements = [one for one in document["Statement"] if "Condition" not in one]
        policy = IAMPolicy(json.dumps({**document, "Statement": statements}))
        return policy.is_action_permitted(action, resource)

    around(FakeBucket, "get_permission", permission)
