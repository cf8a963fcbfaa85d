"""Puts the corrections in place. The clock comes first: moto's modules copy `utcnow` when they are imported."""

from __future__ import annotations


def install() -> None:
    from api import clock

    clock.install()

    from api import services

    services.load()
    clock.sweep()
