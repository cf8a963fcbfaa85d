"""State of ours beside moto's: everything here is cleared by a reset."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from typing import Any

ACCOUNT = "123456789012"
LOCK = threading.RLock()

_tables: defaultdict[str, dict[Any, Any]] = defaultdict(dict)
_on_reset: list[Callable[[], None]] = []


def table(name: str) -> dict[Any, Any]:
    """A named dictionary that lives until the next reset. Ask for it anew each time."""
    return _tables[name]


def on_reset(clear: Callable[[], None]) -> Callable[[], None]:
    _on_reset.append(clear)
    return clear


def reset() -> None:
    with LOCK:
        _tables.clear()
        for clear in _on_reset:
            clear()
