"""Files into documents; one file a format, found by its file name.

A reader has `SUFFIXES` and `read(path)`, which gives a `Document`; a file that it cannot read, or
should not, is a UsageError that says why.
"""

from __future__ import annotations

from pathlib import Path

from rrgraph.imports._document import Document
from rrgraph.rooms import room

names, load = room(__name__, __path__)


def suffixes() -> dict[str, str]:
    """The endings of files that can be read, each with its reader."""
    return {suffix: name for name in names() for suffix in load(name).SUFFIXES}


def read(path: Path) -> Document:
    """The document in a file, by the reader for its ending."""
    found: Document = load(suffixes()[path.suffix.lower()]).read(path)
    return found
