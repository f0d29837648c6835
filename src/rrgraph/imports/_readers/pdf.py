"""PDF, with the extra `pdf`: tables by their lines, page by page, and the text around them.

A page knows no paragraphs: a line of a cell begins a new one where it begins with a bullet or a number, or
where the line before it ends a sentence. What is larger than the text around it is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from rrgraph.errors import UsageError
from rrgraph.imports._document import Cell, Document, Heading, Line, Paragraph, Table, bare
from rrgraph.imports._readers._safety import hold_size
from rrgraph.progress import over

SUFFIXES = (".pdf",)

MOST_PAGES = 1_000
_LARGER = 1.15  # times the size of the text: a heading
_BULLET = re.compile(r"[•▪●◦·]\s*|[-–]\s+")
_NUMBER = re.compile(r"\d+(?:\.\d+)+[.)]?\s")
_STOP = re.compile(r"[.!?:;]$")


def read(path: Path) -> Document:
    """The tables and lines of a file, in the order of its pages."""
    hold_size(path)
    try:
        import pdfplumber
    except ImportError as error:
        raise UsageError(
            f"To read {path.name} the extra for PDF is needed: pip install 'rrgraph[pdf]'. "
            "Or save it as .docx or text, and import that."
        ) from error
    document = Document(path.name)
    try:
        with pdfplumber.open(path) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise UsageError(f"{path} has more than {MOST_PAGES} pages: no plan has so many.")
            for number, page in enumerate(over(pdf.pages, "Reading pages"), 1):
                document.blocks += _blocks(page, number)
                page.close()
    except UsageError:
        raise
    except Exception as error:  # whatever a damaged file makes pdfplumber raise
        raise UsageError(
            f"{path} cannot be read as PDF: {type(error).__name__}: {error}. "
            "If it asks for a password, save it without one."
        ) from error
    if not document.blocks:
        raise UsageError(f"{path} holds no text, only pictures of it. Have it recognised first.")
    return document


def _blocks(page: Any, number: int) -> Iterator[Heading | Paragraph | Table]:
    """The tables of a page and the lines between them, from top to bottom."""
    tables = page.find_tables({"explicit_horizontal_lines": _ends(page)})
    boxes = [table.bbox for table in tables]
    found: list[tuple[float, Heading | Paragraph | Table]] = []
    for at, table in enumerate(tables, 1):
        rows = _rows(table.extract(), f"page {number}, table {at}")
        if rows:
            found.append((table.bbox[1], Table(rows, f"page {number}, table {at}")))
    outside = page.filter(lambda one: not any(_is_in(one, box) for box in boxes))
    lines = outside.extract_text_lines(strip=True)
    usual = median([char["size"] for char in page.chars] or [1])
    for line in lines:
        size = max(char["size"] for char in line["chars"])
        where = f"page {number}"
        if text := bare(line["text"]):
            is_heading = size > _LARGER * usual
            block = Heading(text, 1, where) if is_heading else Paragraph(text, where)
            found.append((line["top"], block))
    yield from (block for _, block in sorted(found, key=lambda one: one[0]))


def _ends(page: Any) -> list[float]:
    """Where the upright lines of a page begin and end: a row that the page cuts has no line there."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    if not upright:
        return []
    return [min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)]


def _is_in(one: Any, box: tuple[float, float, float, float]) -> bool:
    x, y = (one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _rows(extracted: Iterable[Iterable[str | None]], where: str) -> list[list[Cell]]:
    rows = []
    for at, texts in enumerate(extracted, 1):
        row = [Cell(tuple(_paragraphs(text or "")), f"{where}, row {at}") for text in texts]
        if any(cell.lines for cell in row):
            rows.append(row)
    return rows


def _paragraphs(text: str) -> Iterator[Line]:
    """The lines of a cell, those joined that only the edge of the cell has parted."""
    parts: list[str] = []
    for line in map(bare, text.split("\n")):
        begins = _BULLET.match(line) or _NUMBER.match(line) or (parts and _STOP.search(parts[-1]))
        if parts and line and not begins:
            parts[-1] = f"{parts[-1]} {line}"
        elif line:
            parts.append(line)
    for part in parts:
        bullet = _BULLET.match(part)
        yield Line(part[bullet.end() :] if bullet else part, bool(bullet))
