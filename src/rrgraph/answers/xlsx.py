"""An answer as a workbook."""

from __future__ import annotations

from typing import Any, BinaryIO

from rrgraph.answers._cells import in_spreadsheet
from rrgraph.store import Table

SUMMARY = "Excel workbook, its heading fixed and filters on"
SUFFIX = ".xlsx"
BINARY = True
OF = "rows"
WIDEST = 60  # letters
MOST_LETTERS = 32_767  # that Excel takes in a cell


def write(answer: Table | bool, out: BinaryIO) -> None:
    """Write one sheet; numbers are numbers, and no text is run as a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = "Answer"
    if isinstance(answer, bool):
        answer = Table(["answer"], [(answer,)])
    rows: list[list[Any]] = [list(answer.columns)]
    rows += [[in_spreadsheet(term) for term in row] for row in answer.rows]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.value = value[:MOST_LETTERS] if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
    for column, texts in enumerate(zip(*rows, strict=True), 1):
        sheet.cell(1, column).font = Font(bold=True)
        longest = max(len(str(text)) for text in texts)
        sheet.column_dimensions[get_column_letter(column)].width = min(longest, WIDEST) + 2
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    book.properties.creator = "rrgraph"
    book.save(out)
