"""EventBridge events that AWS would send, and the deployed rules that they match."""

from __future__ import annotations

import threading
import uuid
from typing import Any

from moto.events.models import events_backends

from api import clock
from api.state import ACCOUNT, on_reset


class Events:
    def __init__(self) -> None:
        self._events: list[dict[str, Any]] = []
        self._changed = threading.Condition()

    def emit(self, source: str, detail_type: str, region: str, resources: list[str], detail: dict[str, Any]) -> None:
        event = {
            "version": "0",
            "id": str(uuid.uuid4()),
            "detail-type": detail_type,
            "source": source,
            "account": ACCOUNT,
            "time": clock.iso(timespec="seconds"),
            "region": region,
            "resources": resources,
            "detail": detail,
        }
        targets = matching_targets(event)
        with self._changed:
            self._events.append({"seq": len(self._events) + 1, "event": event, "targets": targets})
            self._changed.notify_all()

    def after(self, seq: int, wait: float = 0) -> dict[str, Any]:
        """The events since `seq`; with none yet, waits up to `wait` seconds for one."""
        with self._changed:
            if wait and len(self._events) <= seq:
                self._changed.wait_for(lambda: len(self._events) > seq, timeout=wait)
            return {"last": len(self._events), "events": self._events[seq:]}

    def clear(self) -> None:
        with self._changed:
            self._events.clear()
            self._changed.notify_all()


def matching_targets(event: dict[str, Any]) -> list[dict[str, Any]]:
    """Targets of the enabled rules on the region's default bus whose pattern the event matches, judged by moto."""
    found = []
    bus = events_backends[ACCOUNT][event["region"]].event_buses["default"]
    for rule in list(bus.rules.values()):
        # A rule without a pattern is a scheduled one.
        if rule.state != "ENABLED" or not rule.event_pattern.get_pattern():
            continue
        if rule.event_pattern.matches_event(event):
            targets = [{"rule": rule.name, "arn": t["Arn"], "input": t.get("Input")} for t in rule.targets]
            found.extend(targets)
    return found


EVENTS = Events()
on_reset(EVENTS.clear)
