"""Instance types: when they can be changed, and when there are none left."""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend
from moto.ec2.responses import EC2Response

from api.registry import around, correction, note
from api.state import table


class _NoCapacity(EC2ClientError):
    # EC2 answers this one as an error of its own.
    code = 500

    def __init__(self, instance_type: str, zone: str) -> None:
        message = f"We currently do not have sufficient {instance_type} capacity in the Availability Zone you requested ({zone})."
        super().__init__("InsufficientInstanceCapacity", message)


def lacking() -> set[str]:
    """Instance types that AWS has run out of; the control API sets them."""
    return table("capacity").setdefault("lacking", set())


def set_lacking(types: list[str]) -> list[str]:
    lacking().clear()
    lacking().update(types)
    return sorted(lacking())


note(
    "ec2",
    "Starting and launching instances of a type that AWS has run out of: InsufficientInstanceCapacity, for the whole call.",
    "EC2 API Reference, Error codes (InsufficientInstanceCapacity); EC2 User Guide, Insufficient instance capacity",
)


@correction(
    "ec2",
    "The type of an instance can be changed while it is stopped only: IncorrectInstanceState.",
    "EC2 API Reference, ModifyInstanceAttribute (InstanceType); Error codes",
)
def _modify_type() -> None:
    def modify(original: Any, backend: Any, instance_id: str, key: str, value: Any) -> Any:
        instance = backend.get_instance(instance_id)
        if key == "instance_type" and instance.state != "stopped":
            message = f"The instance '{instance_id}' is not in the 'stopped' state."
            raise EC2ClientError("IncorrectInstanceState", message)
        return original(backend, instance_id, key, value)

    def start(original: Any, backend: Any, instance_ids: list[str]) -> Any:
        for instance in backend.get_multi_instances_by_id(instance_ids):
            if instance.state != "running" and instance.instance_type in lacking():
                raise _NoCapacity(instance.instance_type, instance.placement)
        return original(backend, instance_ids)

    def run(original: Any, response: Any) -> Any:
        instance_type = response._get_param("InstanceType")
        if instance_type in lacking():
            raise _NoCapacity(instance_type, response.region)
        return original(response)

    around(EC2Backend, "modify_instance_attribute", modify)
    around(EC2Backend, "start_instances", start)
    around(EC2Response, "run_instances", run)
