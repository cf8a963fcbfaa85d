"""CloudWatch Logs."""

from __future__ import annotations

from typing import Any

from moto.logs.models import LogGroup
from moto.logs.responses import LogsResponse

from api.registry import around, correction
from api.state import table


@correction(
    "logs",
    "A log group's class reads back; STANDARD by default.",
    "CloudWatch Logs API Reference, LogGroup (logGroupClass)",
)
def _class() -> None:
    def create(original: Any, response: Any) -> Any:
        result = original(response)
        name = response._get_param("logGroupName")
        table("log group classes")[response.region, name] = response._get_param("logGroupClass") or "STANDARD"
        return result

    def describe(original: Any, group: Any) -> dict[str, Any]:
        kept = table("log group classes").get((group.region, group.name), "STANDARD")
        return {**original(group), "logGroupClass": kept}

    around(LogsResponse, "create_log_group", create)
    around(LogGroup, "to_describe_dict", describe)
