"""Instances that hibernate."""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.instances import Instance, StateReason
from moto.ec2.responses import EC2Response

from api.registry import around, correction


@correction(
    "ec2",
    "StopInstances with Hibernate: state reason Client.UserInitiatedHibernate; UnsupportedHibernationConfiguration, for the whole call, when an instance was not launched for it.",
    "EC2 API Reference, StopInstances (Hibernate), StateReason, Error codes",
)
def _hibernate() -> None:
    def stop(original: Any, response: Any) -> Any:
        if str(response._get_param("Hibernate")).lower() != "true":
            return original(response)
        found = response.ec2_backend.get_multi_instances_by_id(response._get_param("InstanceIds", []))
        for instance in found:
            if not configured(instance):
                message = f"The instance '{instance.id}' is not configured for hibernation."
                raise EC2ClientError("UnsupportedHibernationConfiguration", message)
        running = [instance for instance in found if instance.state == "running"]
        result = original(response)
        for instance in running:
            code = "Client.UserInitiatedHibernate"
            instance.state_reason = StateReason(f"{code}: User initiated hibernate", code)
        return result

    around(EC2Response, "stop_instances", stop)


@correction(
    "ec2",
    "An instance says whether it was launched for hibernation.",
    "EC2 API Reference, HibernationOptions; Terraform AWS provider, aws_instance (hibernation)",
)
def _describe() -> None:
    def initialise(original: Any, instance: Any, *args: Any, **kwargs: Any) -> None:
        original(instance, *args, **kwargs)
        instance.hibernation_options = {"Configured": configured(instance)}

    around(Instance, "__init__", initialise)


def configured(instance: Any) -> bool:
    options = instance.hibernation_options or {}
    return str(options.get("Configured", "")).lower() == "true"
