"""Run Command: who gets a command, and the events that EventBridge gets of it."""

from __future__ import annotations

from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.ec2.models import ec2_backends
from moto.ssm.models import Command, SimpleSystemManagerBackend

from api import clock
from api.events import EVENTS
from api.registry import around, correction
from api.state import ACCOUNT

MOST_INSTANCES = 50


@correction(
    "ssm",
    "SendCommand reaches the instances that it names, and no others.",
    "Systems Manager API Reference, SendCommand (InstanceIds, Targets)",
)
def _targets() -> None:
    def targets(original: Any, command: Any) -> list[str]:
        return original(command) if command.targets else []

    around(Command, "_get_instance_ids_from_targets", targets)


@correction(
    "ssm",
    "SendCommand: InvalidDocument for a document that does not exist, InvalidInstanceId for an instance that does not run, at most 50 instances; each of them gets an event `EC2 Command Invocation Status-change Notification`.",
    "Systems Manager API Reference, SendCommand; Systems Manager User Guide, EventBridge events for Run Command",
)
def _send() -> None:
    def send(original: Any, backend: Any, **asked: Any) -> Any:
        name = asked["document_name"]
        if not name.startswith("AWS-") and name not in backend._documents:
            raise JsonRESTError("InvalidDocument", f"Document with name {name} does not exist.")
        ids = asked["instance_ids"]
        if len(ids) > MOST_INSTANCES:
            raise JsonRESTError("ValidationException", f"At most {MOST_INSTANCES} instance ids in one request.")
        states = {i: ec2_backends[ACCOUNT][backend.region_name].get_instance_by_id(i) for i in ids}
        if any(instance is None or instance.state != "running" for instance in states.values()):
            raise JsonRESTError("InvalidInstanceId", "Instances not in a valid state for account")
        command = original(backend, **asked)
        for instance_id in command.instance_ids:
            _emit(backend.region_name, instance_id, command)
        return command

    around(SimpleSystemManagerBackend, "send_command", send)


def _emit(region: str, instance_id: str, command: Any) -> None:
    arn = f"arn:aws:ec2:{region}:{ACCOUNT}:instance/{instance_id}"
    detail = {
        "command-id": command.command_id,
        "document-name": command.document_name,
        "instance-id": instance_id,
        "requested-date-time": clock.iso(),
        "status": "InProgress",
    }
    EVENTS.emit("aws.ssm", "EC2 Command Invocation Status-change Notification", region, [arn], detail)
