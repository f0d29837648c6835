"""Web pages: headings, paragraphs and tables, merged cells given to each row that they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rrgraph.errors import UsageError
from rrgraph.imports._document import (
    Cell,
    Document,
    Heading,
    Line,
    Paragraph,
    Table,
    bare,
    lines_of,
)
from rrgraph.imports._readers._grid import Merged, grid
from rrgraph.imports._readers._safety import text_of

SUFFIXES = (".html", ".htm")

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SKIPPED = {"script", "style", "head", "template", "noscript"}
_BLOCKS = {"p", "li", "div", "br", "ul", "ol", "tr", "td", "th", *_HEADINGS}
_MOST_SPAN = 1_000  # rows or columns of one cell, as browsers have it


def read(path: Path) -> Document:
    """The blocks of a page in the order of its source."""
    text, told = text_of(path)
    return Document(path.name, list(blocks_of(text, path)), [told] if told else [])


def blocks_of(text: str, path: Path, first: int = 1) -> Iterator[Heading | Paragraph | Table]:
    """The blocks of HTML, whose first line is line `first` of its file."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UsageError(f"{path} cannot be read as HTML: {error}.") from error
    yield from _Walker(first - 1).blocks(root)


class _Walker:
    """Goes through the elements of a page without recursion."""

    def __init__(self, before: int) -> None:
        self.before = before  # lines of the file before the first of the HTML

    def blocks(self, root: Any) -> Iterator[Heading | Paragraph | Table]:
        waiting = [root]
        while waiting:
            element = waiting.pop()
            if not isinstance(element.tag, str) or element.tag in _SKIPPED:
                continue
            if element.tag == "table":
                if rows := self._rows(element):
                    yield Table(rows, self._where(element))
            elif element.tag in _HEADINGS:
                if text := bare(element.text_content()):
                    yield Heading(text, _HEADINGS[element.tag], self._where(element))
            elif not any(inner.tag in (*_BLOCKS, "table") for inner in element.iterdescendants()):
                if text := bare(element.text_content()):
                    yield Paragraph(text, self._where(element))
            else:
                waiting += reversed(element)

    def _where(self, element: Any) -> str:
        return f"line {self.before + (element.sourceline or 1)}"

    def _rows(self, table: Any) -> list[list[Cell]]:
        """The rows of a table; a table inside one of its cells is read as the text of that cell."""
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        merged = [
            [
                Merged(
                    Cell(tuple(_lines(cell)), self._where(cell)),
                    rows=_span(cell, "rowspan"),
                    columns=_span(cell, "colspan"),
                )
                for cell in row
                if cell.tag in ("td", "th")
            ]
            for row in rows
        ]
        return grid(merged)


def _span(cell: Any, name: str) -> int:
    said = cell.get(name, "1").strip()
    return min(max(int(said), 1), _MOST_SPAN) if said.isdecimal() else 1


def _lines(cell: Any) -> Iterator[Line]:
    """The paragraphs of a cell: its text, parted where a block or a line begins or ends."""
    from lxml import etree

    text: list[str] = []
    bullet = False
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        is_block = element.tag in _BLOCKS
        if (is_block and event == "start") or (is_block and element is not cell):
            yield from _line(text, bullet)
            text = []
            bullet = element.tag == "li" and event == "start"
        if event == "start":
            text.append(element.text or "")
        elif element is not cell:
            text.append(element.tail or "")
    yield from _line(text, bullet)


def _line(text: list[str], bullet: bool) -> Iterator[Line]:
    for line in lines_of(bare("".join(text))):
        yield Line(line.text, bullet or line.bullet)
