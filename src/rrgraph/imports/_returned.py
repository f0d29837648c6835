"""A pro forma that came back: what each cell says now, and what it said when it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rrgraph.errors import UsageError
from rrgraph.exports.xlsx import ABOUT, DAY, HEAD, HEADINGS, KEPT, KEY, LISTS, REPORTER
from rrgraph.imports._proposal import Unplaced
from rrgraph.imports._readers._safety import hold_package

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS = 20_000


class Row(NamedTuple):
    """One row: its key, empty for a new action, and its cells by heading."""

    key: str
    cells: dict[str, str]
    places: dict[str, str]  # heading -> where the cell is: "Volume re-offending!H7"


@dataclass
class Returned:
    """A whole pro forma."""

    plan: str
    as_of: str = ""
    reporter: str = ""
    kept: dict[str, dict[str, str]] = field(default_factory=dict)  # key -> cells as written
    rows: list[Row] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)


def plan_of(path: Path) -> str:
    """The plan that a workbook is the pro forma of; empty if it is none."""
    hold_package(path)
    book = _opened(path, read_only=True)
    try:
        if KEPT not in book.sheetnames:
            return ""
        for row in book[KEPT].iter_rows(max_row=1, max_col=2, values_only=True):
            return str(row[1] or "") if row[0] == "plan" and len(row) > 1 else ""
        return ""
    finally:
        book.close()


def returned(path: Path) -> Returned:
    """Read a pro forma; what is in it but has no place there is listed."""
    book = _opened(path)
    plan, kept = _kept(book[KEPT])
    found = Returned(plan, kept=kept)
    seen: set[str] = set()
    for sheet in book.worksheets:
        if sheet.title == ABOUT:
            _about(sheet, found)
        elif sheet.title not in (KEPT, LISTS):
            _rows(sheet, found, seen)
    gone = [cells for key, cells in found.kept.items() if key not in seen]
    for cells in gone:
        why = "its row is not in the workbook any more; nothing was taken out of the plan"
        found.unplaced.append(Unplaced("row taken out", cells["Action"], why))
    return found


def tidy(text: str) -> str:
    """A cell's lines without spaces around them, empty ones left out."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _opened(path: Path, *, read_only: bool = False) -> Any:
    from openpyxl import load_workbook

    try:
        return load_workbook(path, read_only=read_only)
    except Exception as error:  # openpyxl has no one name for what a damaged workbook brings
        said = f"{path} cannot be read as a workbook: {error}"
        raise UsageError(f"{said}. Open it in Excel and save it again.") from error


def _kept(sheet: Worksheet) -> tuple[str, dict[str, dict[str, str]]]:
    """The plan, and by the key of each row what its cells said."""
    rows = list(sheet.iter_rows(values_only=True))
    headings = [str(text or "") for text in rows[1]] if len(rows) > 1 else []
    if headings[: len(HEADINGS)] != list(HEADINGS):
        said = "The hidden sheet that says what was in the pro forma has been changed"
        raise UsageError(f"{said}. Export it again, and copy the changes over.")
    texts = [[str(cell or "") for cell in row[: len(HEADINGS)]] for row in rows[2:]]
    return str(rows[0][1] or ""), {
        row[KEY]: dict(zip(HEADINGS, row, strict=True)) for row in texts if row[KEY]
    }


def _about(sheet: Worksheet, found: Returned) -> None:
    for head, value in sheet.iter_rows(max_row=HEAD + 20, max_col=2, values_only=True):
        if head == DAY:
            found.as_of = _text(value)
        elif head == REPORTER:
            found.reporter = _text(value)


def _rows(sheet: Worksheet, found: Returned, seen: set[str]) -> None:
    """The rows of a theme; of a sheet of somebody's own, what is in it."""
    columns = _columns(sheet)
    if not columns:
        for cell in _filled(sheet, 1):
            why = "the sheet is none of the pro forma's"
            found.unplaced.append(Unplaced(_place(cell), _text(cell.value), why))
        return
    if (sheet.max_row or 0) > MOST_ROWS:
        raise UsageError(f"The sheet {sheet.title} has more than {MOST_ROWS} rows: no plan has.")
    for cells in sheet.iter_rows(min_row=HEAD + 1):
        row = _row(cells, columns, found)
        if any(text for heading, text in row.cells.items() if heading != "Priority"):
            found.rows.append(row._replace(key="") if row.key in seen else row)
            seen.add(row.key)


def _row(cells: Iterable[Any], columns: dict[int, str], found: Returned) -> Row:
    """The cells of a row by heading; what cannot be used is listed."""
    texts, places, formulas = dict.fromkeys(HEADINGS, ""), {}, []
    for cell in cells:
        heading = columns.get(cell.column or 0, "")
        places[heading] = _place(cell)
        if why := _trouble(cell, heading):
            found.unplaced.append(Unplaced(_place(cell), _said(cell), why))
        if heading and cell.data_type == "f":
            formulas.append(heading)
        elif heading:
            texts[heading] = tidy(_text(cell.value))
    key = texts["Key"]
    for heading in formulas:  # what it stands for is not known: as if nothing were changed
        texts[heading] = tidy(found.kept.get(key, {}).get(heading, ""))
    return Row(key, texts, places)


def _columns(sheet: Worksheet) -> dict[int, str]:
    """Which column has which heading; none on a sheet that is not of the pro forma."""
    heads = {cell.column or 0: _text(cell.value).strip() for cell in sheet[HEAD]}
    known = {column: head for column, head in heads.items() if head in HEADINGS}
    if "Key" not in known.values():
        return {}
    lacking = [heading for heading in HEADINGS if heading not in known.values()]
    if lacking:
        said = f'The sheet {sheet.title} has no column "{lacking[0]}" in row {HEAD} any more'
        raise UsageError(f"{said}. Give it back its heading.")
    return known


def _trouble(cell: Any, heading: str) -> str:
    """Why what is in a cell cannot be used; empty if it can, or if there is nothing."""
    if getattr(cell, "comment", None):
        return "a comment in the margin: put what it says into a cell"
    if cell.value in (None, ""):
        return ""
    if cell.data_type == "f":
        return "a formula: write the text itself"
    return "" if heading else "the column is none of the pro forma's"


def _said(cell: Any) -> str:
    comment = getattr(cell, "comment", None)
    return str(comment.text) if comment else _text(cell.value)


def _filled(sheet: Worksheet, first: int) -> Iterator[Any]:
    for row in sheet.iter_rows(min_row=first, max_row=MOST_ROWS):
        yield from (cell for cell in row if cell.value not in (None, ""))


def _place(cell: Any) -> str:
    return f"{cell.parent.title}!{cell.coordinate}"


def _text(value: Any) -> str:
    """What a cell shows: a day as 2019-09-30, a whole number without a point."""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
