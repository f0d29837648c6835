"""Tables saved as text: commas, semicolons or tabs between cells, by what the first lines use."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from rrgraph.errors import UsageError
from rrgraph.imports._document import Cell, Document, Table, lines_of
from rrgraph.imports._readers._safety import text_of

SUFFIXES = (".csv", ".tsv")
MOST_LETTERS = 1_000_000  # of a cell: a quotation mark that is never closed would take all the rest


def read(path: Path) -> Document:
    """The rows of a file as one table; rows may differ in length."""
    text, told = text_of(path)
    document = Document(path.name, told=[told] if told else [])
    rows: list[list[Cell]] = []
    before = csv.field_size_limit(MOST_LETTERS)  # it is one for the whole process
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text, path))
    try:
        for row in reader:
            where = f"line {reader.line_num}"
            rows.append([Cell(lines_of(cell), where) for cell in row])
    except csv.Error as error:
        raise UsageError(
            f"{path}, line {reader.line_num}: {error}. Look at its quotation marks."
        ) from error
    finally:
        csv.field_size_limit(before)
    width = max(map(len, rows), default=0)
    filler = Cell((), "")
    padded = [[*row, *[filler] * (width - len(row))] for row in rows if any(c.lines for c in row)]
    if padded:
        document.blocks.append(Table(padded, padded[0][0].where))
    return document


def _delimiter(text: str, path: Path) -> str:
    """The sign between cells: the one that the first lines have most of."""
    if path.suffix.lower() == ".tsv":
        return "\t"
    start = "\n".join(text.splitlines()[:20])
    return max(",;\t", key=start.count)
