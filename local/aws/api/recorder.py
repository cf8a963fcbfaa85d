"""Every AWS call that was made, with its caller."""

from __future__ import annotations

import base64
import datetime
import re
import threading
from collections import deque
from typing import Any

from api import clock
from api.aws_request import AwsRequest, parameters
from api.principals import principal_of
from api.state import on_reset

KEPT_CALLS = 200_000
# A longer value is a body (a zip, an object), and not what a policy is judged by.
LONGEST_VALUE = 8 * 1024
_SECRET = re.compile(
    "secretstring|secretbinary|password|plaintext|ciphertext|privatekey|sessiontoken|secretaccesskey|authtoken", re.I
)
_REDACTED = "[redacted]"


class Recorder:
    def __init__(self) -> None:
        self._calls: deque[dict[str, Any]] = deque(maxlen=KEPT_CALLS)
        self._last = 0
        self._lock = threading.Lock()

    def begin(self, request: AwsRequest) -> dict[str, Any]:
        """What is known before the call: the caller may be deleted by it."""
        return {
            "time": clock.iso(),
            "service": request.service,
            "action": request.action,
            "region": request.region,
            "accessKeyId": request.access_key_id,
            "principal": principal_of(request.access_key_id),
            "params": redact(parameters(request), request),
        }

    def end(self, call: dict[str, Any], status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        with self._lock:
            self._last += 1
            error = error_code(status, headers, body)
            self._calls.append({"seq": self._last, **call, "status": status, "errorCode": error})

    def after(self, seq: int) -> dict[str, Any]:
        with self._lock:
            first = self._calls[0]["seq"] if self._calls else 1
            start = max(seq + 1 - first, 0)
            return {"last": self._last, "calls": [self._calls[i] for i in range(start, len(self._calls))]}

    def clear(self) -> None:
        with self._lock:
            self._calls.clear()
            self._last = 0


def redact(params: Any, request: AwsRequest) -> Any:
    """Parameters without secrets and without bulk, as JSON."""
    secure = request.service == "ssm" and isinstance(params, dict) and params.get("Type") == "SecureString"
    kept = _plain(params)
    return {**kept, "Value": _REDACTED} if secure else kept


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(k): _REDACTED if _is_secret(k, v) else _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        # SSH keys, Lambda payloads: small ones are worth reading, in the form that the API carries them.
        return base64.b64encode(value).decode() if len(value) <= LONGEST_VALUE else f"[{len(value)} bytes]"
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if value is None or isinstance(value, (bool, int, float)):
        return value
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else f"[{len(text)} characters]"


def _is_secret(name: Any, value: Any) -> bool:
    # A flag such as ManageMasterUserPassword says nothing that must be hidden.
    return bool(value) and value is not True and bool(_SECRET.search(str(name)))


def error_code(status: int, headers: list[tuple[str, str]], body: bytes) -> str | None:
    if status < 400:
        return None
    named = {name.lower(): value for name, value in headers}.get("x-amzn-errortype")
    found = named or _first(rb'"__type"\s*:\s*"([^"]+)"', body) or _first(rb"<Code>([^<]+)</Code>", body)
    return re.split("[#:]", found)[-1 if "#" in found else 0] if found else str(status)


def _first(pattern: bytes, body: bytes) -> str | None:
    match = re.search(pattern, body[:4096])
    return match[1].decode() if match else None


RECORDER = Recorder()
on_reset(RECORDER.clear)
