"""AWS Backup."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import unquote

from moto.backup.models import backup_backends

from api import clock
from api.aws_request import AwsRequest
from api.faults import error
from api.registry import stand_in
from api.state import ACCOUNT, table


@stand_in(
    "backup",
    "CreateBackupSelection",
    "GetBackupSelection",
    "DeleteBackupSelection",
    behaviour="Selections of a backup plan.",
    source="AWS Backup API Reference, CreateBackupSelection",
)
def _selections(request: AwsRequest) -> Any:
    selections = table("backup selections")
    if request.action == "CreateBackupSelection":
        created = {
            "SelectionId": str(uuid.uuid4()),
            "BackupPlanId": request.labels["backupPlanId"],
            "CreationDate": clock.now().timestamp(),
        }
        selections[created["SelectionId"]] = {**created, "BackupSelection": request.json["BackupSelection"]}
        return created
    selection_id = request.labels["selectionId"]
    if selection_id not in selections:
        # Terraform takes this message for "gone".
        return error(request, "ResourceNotFoundException", "Cannot find Backup plan selection")
    return selections[selection_id] if request.action == "GetBackupSelection" else selections.pop(selection_id) and {}


@stand_in(
    "backup",
    "ListTags",
    behaviour="Tags of plans and vaults can be listed.",
    source="AWS Backup API Reference, ListTags",
)
def _list_tags(request: AwsRequest) -> Any:
    arn = unquote(request.labels["resourceArn"])
    return {"Tags": backup_backends[ACCOUNT][request.region].list_tags(arn)}


@stand_in(
    "backup",
    "PutBackupVaultAccessPolicy",
    "GetBackupVaultAccessPolicy",
    "DeleteBackupVaultAccessPolicy",
    behaviour="A vault's access policy can be put, read and deleted.",
    source="AWS Backup API Reference, PutBackupVaultAccessPolicy; Terraform AWS provider, aws_backup_vault_policy",
)
def _vault_policies(request: AwsRequest) -> Any:
    policies, name = table("backup vault policies"), request.labels["backupVaultName"]
    if request.action == "PutBackupVaultAccessPolicy":
        policies[name] = request.json["Policy"]
        return {}
    if name not in policies:
        return error(request, "ResourceNotFoundException", "The vault has no access policy.")
    if request.action == "DeleteBackupVaultAccessPolicy":
        return policies.pop(name) and {}
    arn = f"arn:aws:backup:{request.region}:{ACCOUNT}:backup-vault:{name}"
    return {"BackupVaultName": name, "BackupVaultArn": arn, "Policy": policies[name]}
