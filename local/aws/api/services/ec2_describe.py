"""What EC2 says of instances."""

from __future__ import annotations

from typing import Any

from moto.ec2.models import EC2Backend
from moto.ec2.models.core import TaggedEC2Resource
from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ec2.responses import EC2Response

from api.registry import around, correction


@correction(
    "ec2",
    "DescribeInstances answers up to 1,000 when MaxResults is not given.",
    "EC2 API Reference, DescribeInstances (MaxResults: 5 to 1000)",
)
def _page_size() -> None:
    def describe(original: Any, response: Any) -> Any:
        # Added after the check that MaxResults does not come with instance ids, which looks at the raw request.
        response.params = {"MaxResults": 1000, **response.params}
        return original(response)

    around(EC2Response, "describe_instances", describe)


@correction(
    "ec2",
    "ModifyInstanceMetadataOptions changes what is given and leaves the rest.",
    "EC2 API Reference, ModifyInstanceMetadataOptions",
)
def _metadata_options() -> None:
    fields = {
        "http_tokens": "http_tokens",
        "hop_limit": "http_put_response_hop_limit",
        "http_endpoint": "http_endpoint",
        "http_protocol": "http_protocol_ipv6",
        "metadata_tags": "instance_metadata_tags",
    }

    def modify(original: Any, backend: Any, instance_id: str, **given: Any) -> Any:
        options = backend.get_instance(instance_id).metadata_options
        for name, attribute in fields.items():
            if given.get(name) is None:
                given[name] = getattr(options, attribute)
        return original(backend, instance_id=instance_id, **given)

    around(EC2Backend, "modify_instance_metadata_options", modify)


@correction(
    "ec2",
    "Reading a resource's tags takes the same time however many resources there are.",
    "Not AWS: moto reads all tags of the Region for each resource, which a fleet of hundreds feels",
)
def _tags_by_resource() -> None:
    def get_tags(resource: Any) -> list[dict[str, str]]:
        tags = resource.ec2_backend.tags.get(resource.id, {}) if resource.id else {}
        return [{"key": key, "value": value} for key, value in list(tags.items())]

    TaggedEC2Resource.get_tags = get_tags


@correction(
    "ec2",
    "An instance without a public address has no address association.",
    "EC2 API Reference, InstanceNetworkInterfaceAssociation; Terraform AWS provider, aws_instance (associate_public_ip_address)",
)
def _no_association() -> None:
    original = NetworkInterface.association.fget
    NetworkInterface.association = property(lambda interface: original(interface) or None)
