"""How fast answers are written."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import xmltodict
from moto.core.serialize import AttributePicker, AttributePickerContext, XFormedAttributePicker
from moto.core.utils import get_value

from api.registry import correction

_MISSING = object()


def _names(original: Any) -> Any:
    """The names that an object may have for a field: they depend on the field, its shape and the object's class."""

    def possible_keys(self: AttributePicker, context: AttributePickerContext) -> list[str]:
        shape = context.shape
        if shape is None:
            return list(original(self, context))
        known = shape.__dict__.setdefault("_emulator_names", {})
        key = (original, context.key, type(context.obj), getattr(shape, "parent", None))
        if key not in known:
            known[key] = list(original(self, context))
        return known[key]

    return possible_keys


def _pick(self: AttributePicker, context: AttributePickerContext) -> Any:
    """The original looks at every transformer for every field; few have the field's name at their end."""
    value = None
    for name in self.get_possible_keys(context):
        found = get_value(context.obj, name, _MISSING)
        if found is not _MISSING:
            value = found
            break
    by_key = self.__dict__.setdefault("_emulator_transformers", {})
    if context.key not in by_key:
        by_key[context.key] = [
            (path, transform)
            for path, transform in self.response_transformers.items()
            if context.key.endswith(path.rpartition(".")[2])
        ]
    for path, transform in by_key[context.key]:
        if f"{context.key_path}.{context.key}".endswith(path):
            return transform(value)
    return value


@correction(
    "all",
    "An answer about a thousand instances takes about a second.",
    "Not AWS: moto finds out again for each field of each instance what it is called and how it is written",
)
def _remember() -> None:
    for picker in (AttributePicker, XFormedAttributePicker):
        picker.get_possible_keys = _names(picker.get_possible_keys)
    AttributePicker.__call__ = _pick
    # Only later versions look at names at all.
    if validate := getattr(xmltodict, "_validate_name", None):
        xmltodict._validate_name = lru_cache(maxsize=10_000)(validate)
