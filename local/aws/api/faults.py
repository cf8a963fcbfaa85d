"""Errors on demand, which AWS returns at times and an emulator never does."""

from __future__ import annotations

import json
import threading
from typing import Any
from xml.sax.saxutils import escape

from api.aws_request import AwsRequest
from api.state import on_reset

# As the SDKs' packages are called, for those who do not think in signing names.
ALIASES = {"efs": "elasticfilesystem", "eventbridge": "events", "monitoring": "cloudwatch", "apigatewayv2": "apigateway"}
ALWAYS = -1

Answer = tuple[int, list[tuple[str, str]], bytes]


class Faults:
    def __init__(self) -> None:
        self._faults: list[dict[str, Any]] = []
        self._lock = threading.Lock()

    def add(self, fault: dict[str, Any]) -> list[dict[str, Any]]:
        """`code` answers that error; `delay` (seconds) waits first; `after` lets the call happen and hides that it did."""
        missing = [key for key in ("service", "action") if key not in fault]
        if missing or not ("code" in fault or "delay" in fault):
            raise ValueError("a fault needs service and action, and code or delay")
        service = fault["service"].lower()
        with self._lock:
            self._faults.append({"times": 1, **fault, "service": ALIASES.get(service, service)})
        return self.list()

    def take(self, request: AwsRequest) -> dict[str, Any] | None:
        """The fault that this request meets, used up by it."""
        with self._lock:
            for fault in self._faults:
                if _meets(fault, request):
                    if fault["times"] != ALWAYS:
                        fault["times"] -= 1
                    return fault
        return None

    def list(self) -> list[dict[str, Any]]:
        with self._lock:
            return [dict(fault) for fault in self._faults]

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()


def _meets(fault: dict[str, Any], request: AwsRequest) -> bool:
    if not fault["times"] or fault["service"] != request.service or fault["action"] != request.action:
        return False
    return fault.get("match", "") in request.text()


def error(request: AwsRequest, code: str, message: str, status: int = 400, extra: dict[str, Any] | None = None) -> Answer:
    """An error in the form that the service's protocol gives it."""
    if request.protocol in ("ec2", "query", "rest-xml"):
        detail = f"<Code>{escape(code)}</Code><Message>{escape(message)}</Message>"
        bodies = {
            "ec2": f"<Response><Errors><Error>{detail}</Error></Errors><RequestID>overlay</RequestID></Response>",
            "query": f"<ErrorResponse><Error><Type>Sender</Type>{detail}</Error><RequestId>overlay</RequestId></ErrorResponse>",
            "rest-xml": f"<Error>{detail}<RequestId>overlay</RequestId></Error>",
        }
        return status, [("Content-Type", "text/xml")], bodies[request.protocol].encode()
    kind = "application/json" if request.protocol == "rest-json" else "application/x-amz-json-1.1"
    body = {"__type": code, "message": message, "Message": message, **(extra or {})}
    return status, [("Content-Type", kind), ("x-amzn-ErrorType", code)], json.dumps(body).encode()


FAULTS = Faults()
on_reset(FAULTS.clear)
