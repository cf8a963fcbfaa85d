"""RunInstances."""

from __future__ import annotations

import json
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.responses import EC2Response
from moto.iam.models import iam_backends

from api.registry import around, correction, note
from api.services.ec2_states import emit_states
from api.services.ec2_template_merge import merged, with_root_device
from api.services.images import root_volume_gb
from api.state import ACCOUNT, LOCK, table


note(
    "ec2",
    "An instance has its image's root volume under the image's device name, whatever other mappings are asked for.",
    "EC2 User Guide, Block device mappings for volumes",
)
note(
    "ec2",
    "RunInstances without an image is refused: MissingParameter; with MaxCount, that many are launched.",
    "EC2 API Reference, RunInstances (ImageId, MaxCount)",
)
note(
    "ec2",
    "An instance profile that does not exist: InvalidParameterValue, naming iamInstanceProfile.name or .arn.",
    "EC2 API Reference, Error codes; Terraform AWS provider, aws_instance (retries on this message)",
)
note(
    "ec2",
    "Every instance of a launch gets the instance profile and termination protection, not only the first or none.",
    "EC2 API Reference, RunInstances (IamInstanceProfile, DisableApiTermination)",
)
note(
    "ec2",
    "Volumes made by RunInstances have the IOPS and throughput asked for; gp3 has 3,000 and 125 by default.",
    "EBS User Guide, General Purpose SSD volumes; Terraform AWS provider, aws_instance (root_block_device)",
)
note(
    "ec2",
    "ClientToken: same token and parameters answer the same instances; other parameters are IdempotentParameterMismatch; "
    "a token counts per zone when subnet or placement name one, else per Region.",
    "EC2 Developer Guide, Ensuring idempotency in Amazon EC2 API requests",
)


@correction(
    "ec2",
    "RunInstances completes its parameters from the launch template: all of them, mappings by device, tags by resource type.",
    "EC2 API Reference, RunInstances (LaunchTemplate)",
)
def _run_instances() -> None:
    def run(original: Any, response: Any) -> Any:
        if response._get_param("DryRun"):
            return original(response)
        asked = response.params
        response.params = effective = _effective(response)
        # One at a time: two requests with one token must not both find it unused.
        with LOCK:
            repeated = _earlier(response, asked, effective)
            if repeated:
                return ActionResult(repeated)
            result = original(response)
            _finish(response, effective, result.result)
            _remember(response, asked, effective, result.result)
        for instance in result.result.instances:
            emit_states(instance, "pending", "running")
        return result

    around(EC2Response, "run_instances", run)


def _effective(response: Any) -> dict[str, Any]:
    backend = response.ec2_backend
    specification = response.params.get("LaunchTemplate")
    template = backend._get_template_from_args(specification).data if specification else {}
    params = merged(template, response.params)
    if not params.get("ImageId"):
        raise EC2ClientError("MissingParameter", "The request must contain the parameter ImageId")
    # moto launches MinCount.
    params["MinCount"] = params.get("MaxCount") or params.get("MinCount")
    image = backend.describe_images(ami_ids=[params["ImageId"]])[0]
    mappings = params.get("BlockDeviceMappings") or []
    params["BlockDeviceMappings"] = with_root_device(mappings, image, root_volume_gb(image))
    _check_profile(params.get("IamInstanceProfile") or {})
    return params


def _check_profile(profile: dict[str, str]) -> None:
    known = list(iam_backends[ACCOUNT]["aws"].instance_profiles.values())
    for member, words in (("Name", "name"), ("Arn", "ARN")):
        wanted = profile.get(member)
        if wanted and not any(getattr(one, member.lower()) == wanted for one in known):
            where = f"iamInstanceProfile.{member.lower()}"
            message = f"Value ({wanted}) for parameter {where} is invalid. Invalid IAM Instance Profile {words}"
            raise EC2ClientError("InvalidParameterValue", message)


def _finish(response: Any, params: dict[str, Any], reservation: Any) -> None:
    backend, profile = response.ec2_backend, params.get("IamInstanceProfile") or {}
    by_device = {mapping["DeviceName"]: mapping.get("Ebs", {}) for mapping in params["BlockDeviceMappings"]}
    for index, instance in enumerate(reservation.instances):
        instance.state_reason = None
        instance.client_token = params.get("ClientToken", "")
        instance.disable_api_termination = bool(params.get("DisableApiTermination"))
        if profile and index > 0:
            backend.associate_iam_instance_profile(instance.id, profile.get("Name"), profile.get("Arn"))
        for device, attached in instance.block_device_mapping.items():
            _set_performance(backend.get_volume(attached.volume_id), by_device.get(device, {}))


def _set_performance(volume: Any, ebs: dict[str, Any]) -> None:
    if ebs.get("Iops"):
        volume.iops = int(ebs["Iops"])
    if volume.volume_type == "gp3":
        volume.throughput = int(ebs.get("Throughput") or 125)


def _earlier(response: Any, asked: dict[str, Any], effective: dict[str, Any]) -> Any:
    known = table("client tokens").get(_scope(response, effective))
    if known and known[0] != _fingerprint(asked):
        message = "Arguments on this idempotent request are inconsistent with arguments used in previous request(s)."
        raise EC2ClientError("IdempotentParameterMismatch", message)
    return known[1] if known else None


def _remember(response: Any, asked: dict[str, Any], effective: dict[str, Any], reservation: Any) -> None:
    if effective.get("ClientToken"):
        table("client tokens")[_scope(response, effective)] = (_fingerprint(asked), reservation)


def _scope(response: Any, params: dict[str, Any]) -> tuple[str, str, str]:
    interfaces = params.get("NetworkInterfaces") or [{}]
    subnet = params.get("SubnetId") or interfaces[0].get("SubnetId")
    placement = (params.get("Placement") or {}).get("AvailabilityZone")
    zone = response.ec2_backend.get_subnet(subnet).availability_zone if subnet else placement or response.region
    return response.region, zone, params.get("ClientToken", "")


def _fingerprint(asked: dict[str, Any]) -> str:
    return json.dumps(asked, sort_keys=True, default=str)
