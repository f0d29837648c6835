"""Office files and archives whose bytes depend on nothing but what is in them, and safe cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from rrgraph.lettering import wrap
from rrgraph.plaintext import printable

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_LETTERS = 32_767  # that Excel takes in a cell
RAG_COLOURS = {  # rating -> the ground of its cell
    "red": "F4B6B0",
    "amber": "FCD9A0",
    "green": "BFE3C0",
    "complete": "B9D7F0",
    "not-started": "E3E3E3",
}
LETTER = 11.0  # points
HIGHEST = 409.0  # that a row can be
_SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_OLDEST = (1980, 1, 1, 0, 0, 0)  # the first time that a zip archive can tell


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of files by name, in that order."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, content in files.items():
            entry = ZipInfo(name, _OLDEST)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            made.writestr(entry, content)
    return out.getvalue()


def workbook(book: Workbook, title: str, when: datetime) -> bytes:
    """A workbook as a file, with its title."""
    book.properties.creator = "rrgraph"
    book.properties.title = title
    made = BytesIO()
    book.save(made)
    return settled(made.getvalue(), when)


def settled(made: bytes, when: datetime) -> bytes:
    """An office file without the time of saving, which both libraries write into it."""
    from zipfile import ZipFile

    stamp = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(BytesIO(made)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    core = "docProps/core.xml"
    files[core] = _SAVED.sub(rb"\g<1>" + stamp + rb"\2", files[core])
    for name in files:
        if name.startswith("xl/worksheets/"):  # a row grows when somebody writes more into it
            files[name] = files[name].replace(b' customHeight="1"', b"")
    return archive(files)


def table(sheet: Worksheet, rows: list[list[Any]], widths: list[int]) -> None:
    """Fill a sheet: a heading that stays in sight and is printed on each page, then rows of cells."""
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    wrapped = Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.alignment = wrapped
            if isinstance(value, str):
                write_text(cell, value)
            else:
                cell.value = value
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    as_header(sheet, 1)
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def fit_rows(sheet: Worksheet, first: int = 1) -> None:
    """Let each row be as high as its longest cell needs, for programs that do not do so themselves."""
    from openpyxl.utils import get_column_letter

    for number, row in enumerate(sheet.iter_rows(first), first):
        lines = 1
        for column, cell in enumerate(row, 1):
            letters = sheet.column_dimensions[get_column_letter(column)].width
            room, bold = (letters - 1) * LETTER / 2, bool(cell.font.bold)
            paragraphs = str(cell.value or "").split("\n")
            lines = max(lines, sum(len(wrap(one, room, LETTER, bold=bold)) for one in paragraphs))
        sheet.row_dimensions[number].height = min(HIGHEST, lines * (LETTER + 4))


def write_text(cell: Any, text: str) -> None:
    """A text that stays one, also when somebody edits the cell."""
    if not text:
        return
    shown = printable(text)
    cell.value = shown if len(shown) <= MOST_LETTERS else f"{shown[: MOST_LETTERS - 1]}…"
    cell.data_type = "s"
    cell.quotePrefix = text[0] in "=+-@"


def as_header(sheet: Worksheet, number: int) -> None:
    """Let a row look like a heading."""
    from openpyxl.styles import Font

    for cell in sheet[number]:
        if cell.value:
            cell.font = Font(bold=True)
            cell.fill = fill("E6E6E6")


def fill(colour: str) -> Any:
    """A cell's ground in one colour, given as RRGGBB."""
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=colour)
