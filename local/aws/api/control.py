"""The `/overlay/` API, for callers that control the emulator: tests, the Lambda host, the VM stand-in."""

from __future__ import annotations

import datetime
import json
from typing import Any
from urllib.parse import parse_qs

from api import clock
from api.denials import DENIALS
from api.events import EVENTS
from api.faults import FAULTS, Answer
from api.recorder import RECORDER
from api.services.ec2_states import stop_from_outside
from api.services.ec2_types import lacking, set_lacking

LONGEST_WAIT_SECONDS = 30.0


def answer(method: str, path: str, query: str, body: bytes) -> Answer:
    """Answers JSON; 400 with a reason for a bad request, 404 for a path that there is not."""
    parts = path.strip("/").split("/")[1:]
    asked = {key: values[0] for key, values in parse_qs(query).items()}
    try:
        result = _route(method, parts, asked, json.loads(body) if body else {})
    except (ValueError, KeyError, TypeError) as problem:
        return _json(400, {"error": f"{type(problem).__name__}: {problem}"})
    return _json(404, {"error": f"no {method} {path}"}) if result is None else _json(200, result)


def _route(method: str, parts: list[str], asked: dict[str, str], sent: dict[str, Any]) -> Any:
    match (method, *parts):
        case ("GET", "health"):
            return {"ok": True}
        case ("GET" | "POST", "clock"):
            return _clock(sent)
        case ("POST", "denials"):
            return DENIALS.enforce(sent["enforced"] is True)
        case ("POST", "faults"):
            return FAULTS.add(sent)
        case ("GET", "faults"):
            return FAULTS.list()
        case ("DELETE", "faults"):
            FAULTS.clear()
            return []
        case ("GET", "capacity"):
            return {"lacking": sorted(lacking())}
        case ("POST", "capacity"):
            return {"lacking": set_lacking(sent["lacking"])}
        case ("GET", "calls"):
            return RECORDER.after(int(asked.get("after", 0)))
        case ("GET", "events"):
            wait = min(float(asked.get("wait", 0)), LONGEST_WAIT_SECONDS)
            return EVENTS.after(int(asked.get("after", 0)), wait)
        case ("POST", "instances", instance_id, "stop"):
            return stop_from_outside(instance_id, sent["stateReason"], sent.get("transitionReason", ""))
    return None


def _clock(sent: dict[str, Any]) -> dict[str, str]:
    if "now" in sent:
        moment = datetime.datetime.fromisoformat(sent["now"].replace("Z", "+00:00"))
        if moment.tzinfo is None:
            raise ValueError(f"{sent['now']} needs a zone, as in 2026-01-05T08:00:00Z")
        clock.set_now(moment)
    if "advanceSeconds" in sent:
        clock.advance(float(sent["advanceSeconds"]))
    return {"now": clock.iso()}


def _json(status: int, result: Any) -> Answer:
    return status, [("Content-Type", "application/json")], json.dumps(result).encode()
