"""Corrections, a file per service (EC2: per topic)."""

import importlib
import pkgutil


def load() -> None:
    """Importing a service's file puts its corrections in place."""
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name):
        importlib.import_module(f"{__name__}.{module.name}")
