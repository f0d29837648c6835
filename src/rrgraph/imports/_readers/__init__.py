"""Files into documents; one file a format, found by its file name.

A reader has `SUFFIXES` and `read(path)`, which gives a `Document`; a file that it cannot read, or
should not, is a UsageError that says why.
"""

from __future__ import annotations

from pathlib import Path

from rrgraph.errors import UsageError
from rrgraph.imports._document import Document, Table
from rrgraph.rooms import room

MOST_LETTERS = 20_000  # of a cell; a page has 3,000
MOST_LINES = 500

names, load = room(__name__, __path__)


def suffixes() -> dict[str, str]:
    """The endings of files that can be read, each with its reader."""
    return {suffix: name for name in names() for suffix in load(name).SUFFIXES}


def read(path: Path) -> Document:
    """The document in a file, by the reader for its ending; UsageError also for a cell without end."""
    found: Document = load(suffixes()[path.suffix.lower()]).read(path)
    for block in found.blocks:
        for cell in (one for row in block.rows for one in row) if isinstance(block, Table) else ():
            letters = sum(len(line.text) for line in cell.lines)
            if letters > MOST_LETTERS or len(cell.lines) > MOST_LINES:
                raise UsageError(
                    f"{path}, {cell.where}: a cell of {letters:,} letters in {len(cell.lines):,} lines "
                    "is no cell of a plan. Look at the marks between its columns."
                )
    return found
