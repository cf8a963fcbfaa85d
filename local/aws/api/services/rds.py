"""RDS."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from moto.rds import models

from api.registry import around, correction


@correction(
    "rds",
    "Each instance has its own resource id.",
    "RDS API Reference, DBInstance (DbiResourceId); Terraform AWS provider, aws_db_instance (its id)",
)
def _resource_id() -> None:
    def create(original: Any, instance: Any, *args: Any, **kwargs: Any) -> None:
        original(instance, *args, **kwargs)
        digest = hashlib.sha1(instance.db_instance_identifier.encode()).digest()
        instance.dbi_resource_id = "db-" + base64.b32encode(digest).decode()[:26]

    around(models.DBInstance, "__init__", create)


@correction(
    "rds",
    "Performance Insights settings read back.",
    "RDS API Reference, DBInstance; Terraform AWS provider, aws_db_instance (performance_insights_enabled)",
)
def _performance_insights() -> None:
    def create(original: Any, instance: Any, *args: Any, **kwargs: Any) -> None:
        original(instance, *args, **kwargs)
        enabled = bool(kwargs.get("enable_performance_insights"))
        instance.performance_insights_enabled = enabled
        instance.performance_insights_kms_key_id = kwargs.get("performance_insights_kms_key_id")
        days = kwargs.get("performance_insights_retention_period")
        instance.performance_insights_retention_period = days or (7 if enabled else None)

    around(models.DBInstance, "__init__", create)


@correction(
    "rds",
    "Enhanced Monitoring settings read back.",
    "RDS API Reference, DBInstance (MonitoringInterval, MonitoringRoleArn)",
)
def _monitoring() -> None:
    def create(original: Any, instance: Any, *args: Any, **kwargs: Any) -> None:
        original(instance, *args, **kwargs)
        instance.monitoring_interval = kwargs.get("monitoring_interval") or 0
        instance.monitoring_role_arn = kwargs.get("monitoring_role_arn")

    around(models.DBInstance, "__init__", create)


@correction(
    "rds",
    "Parameters that were set read back with source `user`.",
    "RDS API Reference, Parameter (Source); Terraform AWS provider, aws_db_parameter_group (asks for source user)",
)
def _parameters() -> None:
    def update(original: Any, group: Any, parameters: list[dict[str, Any]]) -> Any:
        return original(group, [{**parameter, "Source": "user"} for parameter in parameters])

    around(models.DBParameterGroup, "update_parameters", update)
