"""KMS."""

from __future__ import annotations

import json
from typing import Any

from moto.kms.responses import KmsResponse

from api.registry import around, correction
from api.state import table


@correction(
    "kms",
    "A key's rotation period reads back; 365 days when none was given.",
    "KMS API Reference, EnableKeyRotation (RotationPeriodInDays), GetKeyRotationStatus",
)
def _rotation_period() -> None:
    def enable(original: Any, response: Any) -> Any:
        result = original(response)
        days = response._get_param("RotationPeriodInDays") or 365
        table("rotation periods")[_key(response)] = days
        return result

    def status(original: Any, response: Any) -> str:
        result = json.loads(original(response))
        if result["KeyRotationEnabled"]:
            result["RotationPeriodInDays"] = table("rotation periods").get(_key(response), 365)
        return json.dumps(result)

    around(KmsResponse, "enable_key_rotation", enable)
    around(KmsResponse, "get_key_rotation_status", status)


def _key(response: Any) -> str:
    return response._get_param("KeyId").split("/")[-1]
