"""EFS."""

from __future__ import annotations

from typing import Any

from moto.efs.models import efs_backends

from api.aws_request import AwsRequest
from api.faults import error
from api.registry import stand_in
from api.state import ACCOUNT, table


@stand_in(
    "elasticfilesystem",
    "PutBackupPolicy",
    "DescribeBackupPolicy",
    behaviour="A file system's backup policy reads back as it was put.",
    source="EFS API Reference, PutBackupPolicy; Terraform AWS provider, aws_efs_backup_policy",
)
def _backup_policy(request: AwsRequest) -> Any:
    policies, file_system = table("efs backup policies"), request.labels["FileSystemId"]
    if request.action == "PutBackupPolicy":
        policies[file_system] = {"Status": request.json["BackupPolicy"]["Status"]}
    # Never put: moto knows what a file system was created with.
    return {"BackupPolicy": policies[file_system]} if file_system in policies else None


@stand_in(
    "elasticfilesystem",
    "DeleteFileSystemPolicy",
    behaviour="A file system's policy can be deleted.",
    source="EFS API Reference, DeleteFileSystemPolicy",
)
def _delete_policy(request: AwsRequest) -> Any:
    file_systems = efs_backends[ACCOUNT][request.region].file_systems_by_id
    file_system = file_systems.get(request.labels["FileSystemId"])
    if file_system is None:
        return error(request, "FileSystemNotFound", "There is no such file system.", 404)
    file_system.file_system_policy = None
    return {}


@stand_in(
    "elasticfilesystem",
    "CreateAccessPoint",
    behaviour="A client token makes one access point: a second request with it is AccessPointAlreadyExists, naming the first.",
    source="EFS API Reference, CreateAccessPoint (AccessPointAlreadyExists)",
)
def _one_access_point(request: AwsRequest) -> Any:
    token = request.json.get("ClientToken")
    for point in list(efs_backends[ACCOUNT][request.region].access_points.values()):
        if token and point.client_token == token:
            found = {"ErrorCode": "AccessPointAlreadyExists", "AccessPointId": point.access_point_id}
            message = "An access point with this client token exists."
            return error(request, "AccessPointAlreadyExists", message, 409, found)
    return None
