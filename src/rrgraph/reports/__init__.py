"""The gap report in its formats; one file a format, found by its file name.

A report module has `SUMMARY`, `SUFFIX` and `write(report, out)`, which writes text to `out`.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def names() -> list[str]:
    """The formats there are."""
    return sorted(m.name.rstrip("_") for m in iter_modules(__path__) if m.name[0] != "_")


def load(name: str) -> ModuleType:
    """The module of one format."""
    found = {m.name.rstrip("_"): m.name for m in iter_modules(__path__)}
    return import_module(f"{__name__}.{found[name]}")
