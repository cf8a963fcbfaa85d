"""What a request asks for in the words of IAM: actions, resources, and the facts that conditions speak of."""

from __future__ import annotations

from typing import Any

from moto.iam.models import iam_backends

from api.aws_request import AwsRequest
from api.state import ACCOUNT

# S3 operations that IAM knows by another name.
_S3_ACTIONS = {
    "DeleteBucketEncryption": "PutEncryptionConfiguration",
    "DeleteBucketLifecycle": "PutLifecycleConfiguration",
    "DeleteObjects": "DeleteObject",
    "DeletePublicAccessBlock": "PutBucketPublicAccessBlock",
    "PutBucketEncryption": "PutEncryptionConfiguration",
    "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
    "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
}
_BYPASS = "HTTP_X_AMZ_BYPASS_GOVERNANCE_RETENTION"


def asked(request: AwsRequest, params: dict[str, Any]) -> list[tuple[str, str]]:
    """
    Actions and the ARNs they are about. Resources are distinguished for S3 and IAM alone, whose denials name some; for
    every other service the resource is `*`, which only a statement about all of them covers.
    """
    if request.service == "s3":
        return _of_s3(request, params)
    resources = _of_iam(params) if request.service == "iam" else ["*"]
    return [(f"{request.service}:{request.action}", resource) for resource in resources]


def _of_s3(request: AwsRequest, params: dict[str, Any]) -> list[tuple[str, str]]:
    bucket = f"arn:aws:s3:::{params.get('Bucket', '')}"
    objects = params.get("Delete", {}).get("Objects") or ([params] if "Key" in params else [])
    action = _S3_ACTIONS.get(request.action, request.action)
    if not objects:
        return [(f"s3:{action}", bucket)]
    found = []
    for one in objects:
        versioned = "Version" if action == "DeleteObject" and one.get("VersionId") else ""
        found.append((f"s3:{action}{versioned}", f"{bucket}/{one['Key']}"))
        if request.environ.get(_BYPASS, "").lower() == "true":
            found.append(("s3:BypassGovernanceRetention", f"{bucket}/{one['Key']}"))
    return found


def _of_iam(params: dict[str, Any]) -> list[str]:
    """The role first: what is attached to it is the business of a condition, not of the resource."""
    if name := params.get("RoleName"):
        role = find_role(name)
        return [role.arn if role else f"arn:aws:iam::{ACCOUNT}:role{params.get('Path', '/')}{name}"]
    if name := params.get("PolicyName"):
        return [f"arn:aws:iam::{ACCOUNT}:policy{params.get('Path', '/')}{name}"]
    return [params.get("PolicyArn") or params.get("OpenIDConnectProviderArn") or "*"]


def find_role(name: str) -> Any:
    return next((role for role in list(iam_backends[ACCOUNT]["aws"].roles.values()) if role.name == name), None)


def context(request: AwsRequest, params: dict[str, Any], role_name: str) -> dict[str, str]:
    """Condition keys in lower case, as IAM compares them."""
    facts = {
        "aws:requestedregion": request.region,
        "aws:principalarn": getattr(find_role(role_name), "arn", None),
        "rds:publiclyaccessible": params.get("PubliclyAccessible") if request.service == "rds" else None,
        "kms:bypasspolicylockoutsafetycheck": params.get("BypassPolicyLockoutSafetyCheck"),
    }
    return {key: str(value) for key, value in facts.items() if value is not None}
