"""Excel: each visible sheet, with merged cells, dates as they are shown, and coloured cells.

A formula is read as the value that the program which saved the file worked out; nothing is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from rrgraph.errors import UsageError
from rrgraph.imports._document import Cell, Document, Heading, Table, lines_of
from rrgraph.imports._proposal import Unplaced
from rrgraph.imports._readers._safety import hold_package

SUFFIXES = (".xlsx",)

_UNNAMED = re.compile(r"sheet\s*\d*", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >]")
_WHITE = {"00000000", "FFFFFFFF", "00FFFFFF"}
MOST_COLUMNS = 500
MOST_ROWS = 100_000


def read(path: Path) -> Document:
    """The sheets of a workbook, each as a heading and a table."""
    hold_package(path)
    book = _opened(path, data_only=True)
    document = Document(path.name)
    formulas = _opened(path, data_only=False) if _has_formulas(path) else None
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            document.told.append(f'The sheet "{sheet.title}" is hidden and was passed over.')
            continue
        if formulas:
            document.unread += _without_value(sheet, formulas[sheet.title])
        rows = list(_rows(sheet))
        if rows and not _UNNAMED.fullmatch(sheet.title):
            document.blocks.append(Heading(sheet.title, 1, sheet.title))
        if rows:
            document.blocks.append(Table(rows, sheet.title))
    return document


def _opened(path: Path, *, data_only: bool) -> Any:
    import openpyxl

    try:
        return openpyxl.load_workbook(path, data_only=data_only, keep_links=False)
    except Exception as error:  # whatever a damaged package makes openpyxl raise
        raise UsageError(
            f"{path} cannot be read as a workbook: {type(error).__name__}: {error}. "
            "Open it in Excel and save it again as .xlsx."
        ) from error


def _has_formulas(path: Path) -> bool:
    with ZipFile(path) as package:
        sheets = [
            n for n in package.namelist() if n.startswith("xl/worksheets/") and n[-4:] == ".xml"
        ]
        return any(_FORMULA.search(package.read(name)) for name in sheets)


def _without_value(sheet: Any, formulas: Any) -> Iterator[Unplaced]:
    """The formulas whose value was not saved with them."""
    for row in formulas.iter_rows():
        for cell in row:
            if cell.data_type == "f" and sheet[cell.coordinate].value is None:
                why = "a formula without a value: save the file in Excel, or type the value"
                yield Unplaced(f"{sheet.title}!{cell.coordinate}", str(cell.value), why)


def _rows(sheet: Any) -> Iterator[list[Cell]]:
    """The rows that hold anything, as wide as the sheet."""
    filled = [at for at, cell in sheet._cells.items() if cell.value is not None]
    if not filled:
        return
    width = max(column for _, column in filled)
    height = max(row for row, _ in filled)
    if width > MOST_COLUMNS or height > MOST_ROWS:
        raise UsageError(
            f'The sheet "{sheet.title}" has text in row {height:,}, column {width:,}: no plan is so '
            f"large. At most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns are read."
        )
    merged = _merged(sheet)
    there = {row for row, _ in filled} | {row for row, _ in merged}
    for row in sorted(there):
        yield [_cell(sheet, row, column, merged) for column in range(1, width + 1)]


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[int, int, int]]:
    """Each place in a merged range -> the row and column that it is printed in, and its width."""
    found = {}
    for area in sheet.merged_cells.ranges:
        span = area.max_col - area.min_col + 1
        for row in range(area.min_row, min(area.max_row, MOST_ROWS) + 1):
            found[row, area.min_col] = (area.min_row, area.min_col, span)
    return found


def _cell(
    sheet: Any, row: int, column: int, merged: dict[tuple[int, int], tuple[int, int, int]]
) -> Cell:
    top, left, span = merged.get((row, column), (row, column, 1))
    cell = sheet._cells.get((top, left))
    where = f"{sheet.title}!{_letters(column)}{row}"
    if cell is None:
        return Cell((), where)
    lines = lines_of(_shown(cell))
    is_filled = not lines and cell.has_style and _is_coloured(cell.fill)
    return Cell(lines, where, shared=row > top, spans=span, filled=is_filled)


def _shown(cell: Any) -> str:
    """The value of a cell as it is shown; a day only where its format shows one."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        shows_day = "d" in re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", cell.number_format.lower())
        return f"{value.day} {value:%B %Y}" if shows_day else f"{value:%B %Y}"
    if isinstance(value, float):
        decimals = re.fullmatch(r"0\.(0+)", cell.number_format)
        return f"{value:.{len(decimals[1])}f}" if decimals else f"{value:g}"
    return str(value)


def _is_coloured(fill: Any) -> bool:
    if fill.fill_type != "solid":
        return False
    colour = fill.fgColor
    return colour.type != "rgb" or colour.rgb not in _WHITE


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)
