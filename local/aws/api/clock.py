"""A settable clock. An offset to real time, so that time keeps running and nothing that sleeps hangs."""

from __future__ import annotations

import datetime as real
import sys
import time as real_time
from types import SimpleNamespace
from typing import Any

from api.state import on_reset

_offset = real.timedelta()
_original: Any = None


def now() -> real.datetime:
    """The emulator's present, aware, UTC."""
    return real.datetime.now(real.timezone.utc) + _offset


def set_now(moment: real.datetime) -> None:
    global _offset
    _offset = moment - real.datetime.now(real.timezone.utc)


def advance(seconds: float) -> None:
    global _offset
    _offset += real.timedelta(seconds=seconds)


@on_reset
def _to_real_time() -> None:
    global _offset
    _offset = real.timedelta()


def utcnow() -> real.datetime:
    return now().replace(tzinfo=None)


def iso(moment: real.datetime | None = None, timespec: str = "milliseconds") -> str:
    moment = (moment or now()).astimezone(real.timezone.utc)
    return moment.replace(tzinfo=None).isoformat(timespec=timespec) + "Z"


class EmulatedDatetime(real.datetime):
    """`datetime` for the modules that ask it for the time rather than `utcnow`."""

    @classmethod
    def now(cls, tz: real.tzinfo | None = None) -> real.datetime:
        present = now()
        return present.astimezone(tz) if tz else present.replace(tzinfo=None)


EMULATED_TIME = SimpleNamespace(time=lambda: now().timestamp(), sleep=real_time.sleep)


# Modules that stamp what they create without `utcnow`: what to replace in each.
_STAMPING: dict[str, dict[str, Any]] = {
    "moto.efs.models": {"time": EMULATED_TIME},
    "moto.secretsmanager.models": {"time": EMULATED_TIME},
    "moto.apigatewayv2.models": {"datetime": EmulatedDatetime},
    "moto.cloudwatch.models": {"datetime": EmulatedDatetime},
}


def install() -> None:
    """Before the services load: most take a copy of `utcnow` when they are imported."""
    global _original
    import moto.core.utils as utils

    _original = utils.utcnow
    utils.utcnow = utcnow


def sweep() -> None:
    """After they are loaded: what was imported earlier, what stamps otherwise, and what must keep real time."""
    for name, module in list(sys.modules.items()):
        if name.startswith("moto.") and getattr(module, "utcnow", None) is _original:
            module.utcnow = utcnow
    for name, replacements in _STAMPING.items():
        module = __import__(name, fromlist=["models"])
        for attribute, value in replacements.items():
            setattr(module, attribute, value)
