"""The list of corrections. Each says which AWS behaviour it restores and how we know of that behaviour."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Correction:
    service: str
    behaviour: str
    source: str


CORRECTIONS: list[Correction] = []

# Operations answered by the overlay itself: (service, action) -> handler. A handler may answer None to leave it to moto.
STAND_INS: dict[tuple[str, str], Callable[[Any], Any]] = {}

# Services whose calls moto cannot keep apart: theirs run one after the other.
ONE_AT_A_TIME: dict[str, threading.Lock] = {}


def correction(service: str, behaviour: str, source: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Registers a correction; the decorated function changes moto, and runs at once."""

    def register(apply: Callable[[], None]) -> Callable[[], None]:
        CORRECTIONS.append(Correction(service, behaviour, source))
        apply()
        return apply

    return register


def note(service: str, behaviour: str, source: str) -> None:
    """Lists a correction whose code is part of another's."""
    CORRECTIONS.append(Correction(service, behaviour, source))


def stand_in(service: str, *actions: str, behaviour: str, source: str) -> Callable[[Callable[[Any], Any]], Any]:
    """Registers a correction that answers whole operations which moto lacks."""

    def register(handler: Callable[[Any], Any]) -> Callable[[Any], Any]:
        entry = Correction(service, behaviour, source)
        if entry not in CORRECTIONS:
            CORRECTIONS.append(entry)
        for action in actions:
            STAND_INS[(service, action)] = handler
        return handler

    return register


def around(owner: Any, name: str, wrapper: Callable[..., Any]) -> None:
    """Replaces `owner.name` by `wrapper(original, self, ...)`."""
    original = getattr(owner, name)

    def wrapped(self: Any, *args: Any, **kwargs: Any) -> Any:
        return wrapper(original, self, *args, **kwargs)

    # moto finds operations by inspecting for functions of this name.
    wrapped.__name__ = name
    setattr(owner, name, wrapped)


def table_rows() -> list[str]:
    """The corrections as rows of the README's table."""
    ordered = sorted(CORRECTIONS, key=lambda c: (c.service, c.behaviour))
    return [f"| {c.service} | {c.behaviour} | {c.source} |" for c in ordered]
