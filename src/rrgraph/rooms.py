"""Folders of which each file is one format or one analysis, found by its name and loaded when used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def room(
    package: str, path: Iterable[str]
) -> tuple[Callable[[], list[str]], Callable[[str], ModuleType]]:
    """Two functions for a folder of modules: the names there are, and the module of a name.

    A name is the file's, with `-` for `_`; a file that Python's own names would hide is called
    `json_` and found as `json`.
    """

    def names() -> list[str]:
        """The names there are."""
        return list(modules(path))

    def load(name: str) -> ModuleType:
        """The module of a name."""
        return import_module(f"{package}.{modules(path)[name]}")

    return names, load


def modules(path: Iterable[str]) -> dict[str, str]:
    """The modules of a folder, by their names as `room` gives them."""
    found = [module.name for module in iter_modules(path) if module.name[0] != "_"]
    return {name.rstrip("_").replace("_", "-"): name for name in sorted(found)}
