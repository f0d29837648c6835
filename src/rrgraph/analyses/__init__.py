"""What only a walk over the network can tell; one analysis a file, found by its file name.

An analysis module has `SUMMARY`, `NETWORK` (the network it walks over), `EVIDENCE` (the property
that links an item to what was found of it, in graph/inferred) and one public function of its own
name that takes the networkx graph and returns, for each item, the items found.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def names() -> list[str]:
    """The analyses there are, by name, as rules name them in `needs:`."""
    return sorted(m.name.replace("_", "-") for m in iter_modules(__path__) if m.name[0] != "_")


def load(name: str) -> ModuleType:
    """The module of one analysis."""
    return import_module(f"rrgraph.analyses.{name.replace('-', '_')}")
