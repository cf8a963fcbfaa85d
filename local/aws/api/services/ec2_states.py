"""Start, stop and terminate: launch time, reasons, and the events that EventBridge gets."""

from __future__ import annotations

import copy
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend, ec2_backends
from moto.ec2.models.instances import Instance, StateReason
from moto.ec2.responses import EC2Response

from api import clock
from api.events import EVENTS
from api.registry import around, correction
from api.state import ACCOUNT


def emit_states(instance: Any, *states: str) -> None:
    arn = f"arn:aws:ec2:{instance.region_name}:{ACCOUNT}:instance/{instance.id}"
    for state in states:
        detail = {"instance-id": instance.id, "state": state}
        EVENTS.emit("aws.ec2", "EC2 Instance State-change Notification", instance.region_name, [arn], detail)


@correction(
    "ec2",
    "Starting moves LaunchTime to the time of the start, and clears the state and transition reasons; a running instance is left alone.",
    "EC2 API Reference, Instance (launchTime); EC2 User Guide, Stop and start",
)
def _start() -> None:
    def start(original: Any, instance: Any) -> Any:
        if instance.state == "running":
            return copy.copy(instance._state)
        previous = original(instance)
        instance.launch_time = clock.utcnow()
        instance.state_reason = None
        emit_states(instance, "pending", "running")
        return previous

    around(Instance, "start", start)


@correction(
    "ec2",
    "Stopping sets `User initiated (YYYY-MM-DD HH:MM:SS GMT)` and Client.UserInitiatedShutdown; an instance that is stopped already keeps its reasons.",
    "EC2 User Guide, Troubleshoot instance launch issues (state transition reason); EC2 API Reference, StateReason",
)
def _stop() -> None:
    def stop(original: Any, instance: Any) -> Any:
        if instance.state != "running":
            return copy.copy(instance._state)
        previous = original(instance)
        instance._reason = _user_initiated()
        emit_states(instance, "stopping", "stopped")
        return previous

    around(Instance, "stop", stop)


@correction(
    "ec2",
    "Terminating sets the same reasons in GMT, and does nothing to an instance that is terminated already.",
    "EC2 API Reference, TerminateInstances (idempotent)",
)
def _terminate() -> None:
    def terminate(original: Any, instance: Any) -> Any:
        if instance.state == "terminated":
            return copy.copy(instance._state)
        previous = original(instance)
        instance._reason = _user_initiated()
        emit_states(instance, "shutting-down", "terminated")
        return previous

    around(Instance, "terminate", terminate)


@correction(
    "ec2",
    "Terminated instances can be neither started nor stopped: IncorrectInstanceState, for the whole call.",
    "EC2 API Reference, Error codes",
)
def _refuse_terminated() -> None:
    def guard(original: Any, backend: Any, instance_ids: list[str]) -> Any:
        for instance in backend.get_multi_instances_by_id(instance_ids):
            if instance.state == "terminated":
                message = f"The instance '{instance.id}' is not in a state from which it can be started or stopped."
                raise EC2ClientError("IncorrectInstanceState", message)
        return original(backend, instance_ids)

    around(EC2Backend, "start_instances", guard)
    around(EC2Backend, "stop_instances", guard)


@correction(
    "ec2",
    "Answers of Start-, Stop- and TerminateInstances: the current state of an instance that was there already is that state.",
    "EC2 API Reference, InstanceStateChange",
)
def _current_state() -> None:
    settled = {
        "start_instances": ("StartingInstances", "running"),
        "stop_instances": ("StoppingInstances", "stopped"),
        "terminate_instances": ("TerminatingInstances", "terminated"),
    }

    def with_states(key: str, target: str) -> Any:
        def answer(original: Any, response: Any) -> Any:
            result = original(response)
            for change in result.result[key]:
                previous = change["PreviousState"]
                if previous.name == target:
                    change["CurrentState"] = {"Code": previous.code, "Name": previous.name}
            return result

        return answer

    for operation, (key, target) in settled.items():
        around(EC2Response, operation, with_states(key, target))


@correction(
    "ec2",
    "Monitor- and UnmonitorInstances.",
    "Terraform AWS provider, aws_instance (monitoring)",
)
def _monitoring() -> None:
    from moto.core.responses import ActionResult

    def monitor(state: str) -> Any:
        def answer(response: Any) -> Any:
            ids = response._get_param("InstanceIds", [])
            for instance in response.ec2_backend.get_multi_instances_by_id(ids):
                instance.monitoring_state = state
            return ActionResult({"InstanceMonitorings": [{"InstanceId": i, "Monitoring": {"State": state}} for i in ids]})

        return answer

    EC2Response.monitor_instances = monitor("enabled")
    EC2Response.unmonitor_instances = monitor("disabled")


def stop_from_outside(instance_id: str, reason: dict[str, str], transition_reason: str) -> dict[str, str]:
    """Stops an instance as AWS or its own operating system would; KeyError when there is no such running instance.

    AWS gives a transition reason for API calls only, hence the empty default at the caller.
    """
    for _, _, backend in ec2_backends.iter_backends():
        instance = backend.get_instance_by_id(instance_id)
        if instance and instance.state == "running":
            for nic in instance.nics.values():
                nic.stop()
            instance._state.name, instance._state.code = "stopped", 80
            instance._reason = transition_reason
            instance.state_reason = StateReason(reason.get("message", reason["code"]), reason["code"])
            emit_states(instance, "stopping", "stopped")
            return {"instanceId": instance_id, "state": "stopped"}
    raise KeyError(f"no running instance {instance_id}")


def _user_initiated() -> str:
    return f"User initiated ({clock.utcnow():%Y-%m-%d %H:%M:%S} GMT)"
