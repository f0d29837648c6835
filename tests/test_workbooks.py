"""Office files whose bytes depend on nothing but what is in them, and cells that stay text."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from rrgraph.workbooks import MOST_LETTERS, archive, fit_rows, settled, table, write_text

WHEN = datetime(2010, 3, 31, tzinfo=UTC)


def saved(book: Any) -> bytes:
    """The workbook as a file."""
    out = BytesIO()
    book.save(out)
    return settled(out.getvalue(), WHEN)


def test_an_archive_of_the_same_files_has_the_same_bytes() -> None:
    """In the order given, readable by everybody."""
    made = archive({"b.csv": b"1", "a.csv": b"2"})

    assert made == archive({"b.csv": b"1", "a.csv": b"2"})
    with ZipFile(BytesIO(made)) as read:
        assert ["b.csv", "a.csv"] == read.namelist()
        assert b"2" == read.read("a.csv")
        assert 0o644 == read.infolist()[0].external_attr >> 16


def test_a_workbook_has_the_time_that_it_is_given() -> None:
    """Not that of saving; rows still grow when somebody writes more into them."""
    book = Workbook()
    table(book.worksheets[0], [["Head"], ["a word " * 40]], [20])
    fit_rows(book.worksheets[0])
    content = saved(book)

    read = load_workbook(BytesIO(content))
    assert (WHEN.replace(tzinfo=None),) * 2 == (read.properties.created, read.properties.modified)
    with ZipFile(BytesIO(content)) as parts:
        assert b"customHeight" not in parts.read("xl/worksheets/sheet1.xml")
    heights = [read.worksheets[0].row_dimensions[row].height for row in (1, 2)]
    assert heights[0] < heights[1] / 10


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@here"])
def test_a_text_that_begins_like_a_formula_stays_one(text: str) -> None:
    """Also when somebody edits the cell."""
    book = Workbook()
    write_text(book.worksheets[0]["A1"], text)
    cell = load_workbook(BytesIO(saved(book))).worksheets[0]["A1"]

    assert (text, "s", True) == (cell.value, cell.data_type, cell.quotePrefix)


def test_a_text_is_cut_where_excel_would_refuse_it() -> None:
    """And control characters are left out."""
    book = Workbook()
    write_text(book.worksheets[0]["A1"], "x" * 40_000)
    write_text(book.worksheets[0]["A2"], "a\x1bb")
    sheet = load_workbook(BytesIO(saved(book))).worksheets[0]

    assert MOST_LETTERS == len(sheet["A1"].value)
    assert "ab" == sheet["A2"].value
