"""The graph in the formats other tools read; one file a format, found by its file name.

An export module has `SUMMARY`, `SUFFIX` and `write(kg, out)`, which writes bytes to `out`.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def names() -> list[str]:
    """The formats there are."""
    return sorted(m.name for m in iter_modules(__path__) if m.name[0] != "_")


def load(name: str) -> ModuleType:
    """The module of one format."""
    return import_module(f"{__name__}.{name}")
