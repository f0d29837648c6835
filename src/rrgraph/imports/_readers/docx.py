"""Word: headings by their styles, paragraphs, and tables with their merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rrgraph.errors import UsageError
from rrgraph.imports._document import Cell, Document, Heading, Line, Paragraph, Table, bare
from rrgraph.imports._readers._grid import Merged, grid
from rrgraph.imports._readers._safety import hold_package

SUFFIXES = (".docx",)

_HEADING = re.compile(r"(?:heading|title)\s*(\d?)", re.IGNORECASE)
_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(path: Path) -> Document:
    """The body of a document; what was deleted with tracked changes is not in it."""
    hold_package(path)
    import docx
    from docx.text.paragraph import Paragraph as Paragraphs

    try:
        body = docx.Document(str(path))
    except Exception as error:  # whatever a damaged package makes python-docx raise
        raise UsageError(
            f"{path} cannot be read as a Word document: {type(error).__name__}: {error}. "
            "Open it in Word and save it again as .docx."
        ) from error
    document = Document(path.name)
    tables = 0
    for number, element in enumerate(body.iter_inner_content(), 1):
        if isinstance(element, Paragraphs):
            if text := bare(_text(element._p)):
                document.blocks.append(_outside(text, element, f"paragraph {number}"))
            continue
        tables += 1
        if rows := grid(_rows(element._tbl, tables)):
            document.blocks.append(Table(rows, f"table {tables}"))
    return document


def _outside(text: str, paragraph: Any, where: str) -> Heading | Paragraph:
    style = paragraph.style.name if paragraph.style is not None else ""
    found = _HEADING.match(style or "")
    return Heading(text, int(found[1] or 1), where) if found else Paragraph(text, where)


def _rows(table: Any, number: int) -> Iterator[list[Merged]]:
    """The rows of a table; a cell that goes on from the row above is given its words again."""
    above: dict[int, Cell] = {}
    for at, row in enumerate(table.tr_lst, 1):
        cells: list[Merged] = []
        column = row.grid_before
        cells += [Merged(Cell((), f"table {number}, row {at}"))] * column
        for one in row.tc_lst:
            where = f"table {number}, row {at}"
            cell = Cell(tuple(_lines(one)), where)
            if one.vMerge == "continue" and column in above:
                cell = above[column]._replace(shared=True)
            above[column] = cell
            cells.append(Merged(cell, columns=one.grid_span))
            column += one.grid_span
        yield cells


def _lines(cell: Any) -> Iterator[Line]:
    """The paragraphs of a cell; those of a table inside it as well."""
    for paragraph in cell.iter(f"{_WORDS}p"):
        is_bullet = paragraph.find(f"{_WORDS}pPr/{_WORDS}numPr") is not None
        for part in _text(paragraph).split("\n"):
            if text := bare(part):
                yield Line(text.lstrip("•▪●· ").strip(), is_bullet or text[0] in "•▪●·")


def _text(paragraph: Any) -> str:
    """The words of a paragraph as it would print: links and insertions are in it, deletions are not."""
    signs = {f"{_WORDS}tab": " ", f"{_WORDS}br": "\n", f"{_WORDS}cr": "\n"}
    return "".join(
        (node.text or "") if node.tag == f"{_WORDS}t" else signs.get(node.tag, "")
        for node in paragraph.iter()
        if not (node.tag == f"{_WORDS}tab" and node.getparent().tag == f"{_WORDS}tabs")
    )
