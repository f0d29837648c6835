"""Plain text: headings by `#` or capitals with a number, tables as lines with tabs between cells."""

from __future__ import annotations

import re
from pathlib import Path

from rrgraph.imports._document import Cell, Document, Heading, Paragraph, Table, bare, lines_of
from rrgraph.imports._readers._safety import text_of

SUFFIXES = (".txt",)

_MARKED = re.compile(r"(#{1,6})\s+(.+)")
_CAPITALS = re.compile(r"\d{1,2}[.)]?\s+[A-Z][A-Z\s&,/'’()-–-]+")
_RULER = re.compile(r"[-=\s]+")


def read(path: Path) -> Document:
    """The headings, paragraphs and tables of a text; a blank line ends a table."""
    text, told = text_of(path)
    document = Document(path.name, told=[told] if told else [])
    rows: list[list[Cell]] = []
    for number, line in enumerate(text.splitlines(), 1):
        where = f"line {number}"
        if "\t" in line:
            if not _RULER.fullmatch(line):
                rows.append([Cell(lines_of(cell), where) for cell in line.split("\t")])
            continue
        if rows:
            document.blocks.append(Table(rows, rows[0][0].where))
            rows = []
        if plain := bare(line):
            document.blocks.append(_outside(line.strip(), plain, where))
    if rows:
        document.blocks.append(Table(rows, rows[0][0].where))
    return document


def _outside(line: str, plain: str, where: str) -> Heading | Paragraph:
    """A line outside tables."""
    if marked := _MARKED.fullmatch(line):
        return Heading(bare(marked[2]), len(marked[1]), where)
    if _CAPITALS.fullmatch(plain):
        return Heading(plain, 1, where)
    return Paragraph(plain, where)
