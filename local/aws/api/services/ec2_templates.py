"""Launch templates."""

from __future__ import annotations

from typing import Any

from moto.ec2.models import EC2Backend
from moto.ec2.models.launch_templates import LaunchTemplate
from moto.ec2.utils import parse_user_data

from api.registry import around, correction


@correction(
    "ec2",
    "A launch template's own tags are not among the tags that its instances get.",
    "EC2 API Reference, CreateLaunchTemplate (TagSpecifications); else Terraform replaces instances of templates with default_tags",
)
def _own_tags() -> None:
    def create(original: Any, backend: Any, name: str, description: str, data: dict[str, Any], tags: Any) -> Any:
        if data.get("TagSpecifications"):
            kept = [spec for spec in data["TagSpecifications"] if spec.get("ResourceType") != "launch-template"]
            data["TagSpecifications"] = kept
        return original(backend, name, description, data, tags)

    around(EC2Backend, "create_launch_template", create)


@correction(
    "ec2",
    "A launch template's tags can be changed after its creation.",
    "EC2 API Reference, CreateTags",
)
def _changing_tags() -> None:
    # moto keeps a copy of the tags from the creation.
    LaunchTemplate.tags = property(lambda template: template.get_tags(), lambda template, value: None)


@correction(
    "ec2",
    "User data of a later version of a template reads back as it was given, also as an instance's userData attribute.",
    "EC2 API Reference, CreateLaunchTemplateVersion, DescribeInstanceAttribute",
)
def _user_data_of_versions() -> None:
    def create_version(original: Any, template: Any, data: dict[str, Any], description: str) -> Any:
        if isinstance(data.get("UserData"), str):
            data["UserData"] = parse_user_data(data["UserData"])
        return original(template, data, description)

    around(LaunchTemplate, "create_version", create_version)
