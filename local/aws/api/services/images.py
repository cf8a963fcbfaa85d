"""Images of the supported operating systems and their public parameters, in every Region, also after a reset."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from api.registry import around, correction
from api.state import ACCOUNT

CANONICAL = "099720109477"
RED_HAT = "309956199498"
_UBUNTU_PARAMETER = "/aws/service/canonical/ubuntu/server/{}/stable/current/amd64/hvm/{}/ami-id"


@dataclass(frozen=True)
class Image:
    name: str
    owner: str
    created: str
    root_gb: int
    parameter: str | None = None

    def id(self, region: str) -> str:
        return "ami-0" + hashlib.sha1(f"{region}/{self.name}".encode()).hexdigest()[:16]


def _ubuntu(version: str, codename: str, volume: str, name_volume: str) -> Image:
    return Image(
        name=f"ubuntu/images/{name_volume}/ubuntu-{codename}-{version}-amd64-server-20251001",
        owner=CANONICAL,
        created="2025-10-01T00:00:00.000Z",
        root_gb=8,
        parameter=_UBUNTU_PARAMETER.format(version, volume),
    )


# Amazon Linux 2023 and its parameters are among moto's own.
IMAGES = (
    _ubuntu("20.04", "focal", "ebs-gp2", "hvm-ssd"),
    _ubuntu("22.04", "jammy", "ebs-gp2", "hvm-ssd"),
    _ubuntu("24.04", "noble", "ebs-gp3", "hvm-ssd-gp3"),
    # Two of each major version: a search must take the newest.
    Image("RHEL-8.9.0_HVM-20240327-x86_64-4-Hourly2-GP3", RED_HAT, "2024-03-27T00:00:00.000Z", 10),
    Image("RHEL-8.10.0_HVM-20250601-x86_64-0-Hourly2-GP3", RED_HAT, "2025-06-01T00:00:00.000Z", 10),
    Image("RHEL-9.5.0_HVM-20250313-x86_64-0-Hourly2-GP3", RED_HAT, "2025-03-13T00:00:00.000Z", 10),
    Image("RHEL-9.6.0_HVM-20250910-x86_64-0-Hourly2-GP3", RED_HAT, "2025-09-10T00:00:00.000Z", 10),
)
_SIZES = {image.name: image.root_gb for image in IMAGES}


def root_volume_gb(image: Any) -> int:
    """Size of the root volume that an image brings; moto's own images do not say."""
    return _SIZES.get(image.name, 8)


@correction(
    "ec2",
    "Images of Ubuntu and RHEL, with their vendors' owners, names and root devices.",
    "Ubuntu on AWS, Find images; Red Hat, cloud image names (owner 309956199498)",
)
def _images() -> None:
    from moto.core.parse import default_timestamp_parser
    from moto.ec2.models import EC2Backend
    from moto.ec2.models.amis import Ami

    def load(original: Any, backend: Any) -> None:
        original(backend)
        for image in IMAGES:
            image_id = image.id(backend.region_name)
            backend.amis[image_id] = Ami(
                backend,
                image_id,
                name=image.name,
                description=image.name,
                owner_id=image.owner,
                public=True,
                virtualization_type="hvm",
                architecture="x86_64",
                creation_date=default_timestamp_parser(image.created),
                image_location=f"{image.owner}/{image.name}",
                hypervisor="xen",
                root_device_type="ebs",
                root_device_name="/dev/sda1",
                region_name=f"{backend.region_name}a",
            )

    around(EC2Backend, "_load_amis", load)


@correction(
    "ssm",
    "Canonical's public parameters of the current Ubuntu images.",
    "Ubuntu on AWS, Find images with SSM",
)
def _parameters() -> None:
    from moto.ssm.models import Parameter, ParameterDict

    from api.clock import utcnow

    def load(original: Any, parameters: Any, key: str) -> None:
        original(parameters, key)
        if not str(key or "").startswith("/aws/service/canonical/"):
            return
        for image in IMAGES:
            if image.parameter and not dict.__contains__(parameters, image.parameter):
                parameter = Parameter(
                    account_id=ACCOUNT,
                    name=image.parameter,
                    value=image.id(parameters.region_name),
                    parameter_type="String",
                    description=None,
                    allowed_pattern=None,
                    keyid=None,
                    last_modified_date=utcnow(),
                    version=1,
                    data_type="aws:ec2:image",
                )
                dict.__setitem__(parameters, image.parameter, [parameter])

    around(ParameterDict, "_check_loading_status", load)
