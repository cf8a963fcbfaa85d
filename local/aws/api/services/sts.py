"""STS."""

from __future__ import annotations

import datetime

import moto.sts.models as models

from api import clock
from api.registry import correction


@correction(
    "sts",
    "Temporary credentials expire by the later of real time and the settable clock, so that a client in either finds them valid.",
    "STS API Reference, AssumeRole (Expiration)",
)
def _expiry() -> None:
    def later() -> datetime.datetime:
        real = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
        return max(real, clock.utcnow())

    models.utcnow = later
