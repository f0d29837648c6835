"""The pro forma: a plan as the workbook that partners fill in and send back.

In the shape of Norfolk's action plan: a sheet for each theme, a row for each action, with drop-downs.
`rrgraph import` reads it back. For that, each row has a key in a hidden column, and a hidden sheet
keeps what every cell said when it was written: only what a partner changed is news.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from rrgraph.findings import day_in_words
from rrgraph.knowledge import Knowledge
from rrgraph.outline import Item, Outline, Part, outline
from rrgraph.store import Store
from rrgraph.workbooks import RAG_COLOURS, as_header, fill, fit_rows, workbook, write_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SUMMARY = "Excel pro forma of one plan, for partners to fill in; `rrgraph import` reads it back"
SUFFIX = ".xlsx"
BINARY = True
ONE_PLAN = True
COLUMNS = {  # heading -> width in characters
    "Ref": 8,
    "Priority": 30,
    "Action": 46,
    "Responsible partner / lead": 28,
    "Contributing": 28,
    "Outcome / impact measure": 40,
    "By when": 24,
    "RAG": 12,
    "As of": 13,
    "Evidence / progress update": 46,
    "Key": 30,
}
HEADINGS = tuple(COLUMNS)
KEY = HEADINGS.index("Key")
HEAD = 3  # the row of the headings; the plan and the theme stand above it
SPARE = 12  # empty rows below the actions, for new ones
KEPT, LISTS, ABOUT = "rrgraph", "Lists", "About"  # sheets; the first two are hidden
RATINGS = tuple(RAG_COLOURS)
DAY, REPORTER = (
    "Progress as of",
    "Reported by",
)  # on the first sheet, for all rows without their own
_NO_NAME = re.compile(r"[\[\]:*?/\\']")

HELP = (
    "Each theme has a sheet, each action a row. Change what has changed, leave the rest.",
    "Several names or measures go into one cell, one on each line.",
    "Give a rating (RAG) with the day that it holds for, and say what shows it.",
    "A new action goes into an empty row below: choose its priority, leave the reference free.",
    "Send the file back as it is; rows may be sorted, but not copied over others.",
)


def write(kg: Knowledge, out: BinaryIO, plans: Sequence[str] = ()) -> None:
    """Write the pro forma of the one plan."""
    (plan,) = plans or kg.plans
    about = outline(kg.store, plan)
    when = datetime.fromisoformat(about.end).replace(tzinfo=UTC)
    out.write(_saved(about, kg.store, when))


def blank(store: Store) -> bytes:
    """A pro forma without a plan: one sheet for a theme, with the register to choose from."""
    theme = Item("", "theme", "", "Theme", "", "", "")
    empty = Outline("", "New plan", "", "", "", "", "", "", [theme])
    return _saved(empty, store, datetime(1980, 1, 1, tzinfo=UTC))


def cells(priority: Item, item: Item) -> list[str]:
    """What the row of an item says, by the columns; the key at the end."""
    latest = item.updates[-1] if item.updates else None
    action = f"{item.title}\n{item.text}" if item.text else item.title
    return [
        item.number,
        priority.label,
        action,
        _lines(_owner(part) for part in (*item.leads, *item.responsible)),
        _lines(_owner(part) for part in item.contributors),
        _lines(part.said for part in item.measures),
        _lines(part.printed for part in item.milestones),
        _rating(latest.rag) if latest else "",
        latest.as_of if latest else "",
        _lines([latest.text, latest.evidence]) if latest else "",
        item.path,
    ]


def names(store: Store) -> list[str]:
    """The names of the register, for the drop-downs."""
    sparql = """SELECT DISTINCT ?name { ?body rdfs:label ?name
        FILTER(CONTAINS(STR(?body), "/id/agency/")) } ORDER BY LCASE(?name) ?name"""
    return [str(name) for name in store.select(sparql).column("name")]


def _saved(plan: Outline, store: Store, when: datetime) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    _about(book.worksheets[0], plan)
    register = names(store)
    rows: list[list[str]] = []
    titles = list(_sheet_names(plan.themes))
    for column, (theme, title) in enumerate(zip(plan.themes, titles, strict=True), 3):
        own = [cells(priority, item) for priority, item in theme.rows()]
        sheet = book.create_sheet(title)
        _theme(sheet, plan, theme, own)
        _choices(sheet, HEAD + len(own) + SPARE, len(register), column, _priorities(theme))
        rows += own
    _lists(book.create_sheet(LISTS), register, plan)
    kept: Any = book.create_sheet(KEPT)
    for row in [["plan", plan.plan], list(HEADINGS), *rows]:
        kept.append([""] * len(row))
        for cell, text in zip(kept[kept.max_row], row, strict=True):
            write_text(cell, text)
    kept.sheet_state = "veryHidden"
    return workbook(book, plan.title, when)


# ---------------------------------------------------------------------- the sheets
def _about(sheet: Worksheet, plan: Outline) -> None:
    """What the workbook is, how to fill it in, and who reports as of when."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.title = ABOUT
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 90
    period = f"{day_in_words(plan.start)} to {day_in_words(plan.end)}" if plan.start else ""
    rows = [
        ("Plan", plan.title),
        ("Period", period),
        (DAY, ""),
        (REPORTER, ""),
        *(("How to fill it in" if number == 0 else "", line) for number, line in enumerate(HELP)),
    ]
    for number, (head, text) in enumerate(rows, 1):
        write_text(sheet.cell(number, 1), head)
        write_text(sheet.cell(number, 2), text)
        sheet.cell(number, 1).font = Font(bold=True)
        sheet.cell(number, 2).alignment = Alignment(wrap_text=True, vertical="top")
    for number in (3, 4):
        sheet.cell(number, 2).fill = fill("FFF7D6")
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet["B3"].number_format = "d mmm yyyy"
    day = _day_validation()
    day.add("B3")
    who = DataValidation("list", formula1=f"{LISTS}!$A$2:$A$5000", allow_blank=True)
    who.add("B4")
    sheet.add_data_validation(day)
    sheet.add_data_validation(who)


def _theme(sheet: Worksheet, plan: Outline, theme: Item, rows: list[list[str]]) -> None:
    """The rows of a theme: text that stays text, days as days."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for number, text in enumerate((plan.title, theme.label), 1):
        write_text(sheet.cell(number, 1), text)
        sheet.cell(number, 1).font = Font(bold=True, size=14 - number)
    wrapped = Alignment(wrap_text=True, vertical="top")
    empty = [[""] * len(HEADINGS)] * SPARE
    for number, row in enumerate([list(HEADINGS), *rows, *empty], HEAD):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.alignment = wrapped
            cell.border = _thin()
            if HEADINGS[column - 1] == "As of" and number > HEAD:
                cell.number_format = "d mmm yyyy"
                cell.value = datetime.fromisoformat(text) if text else None
            else:
                write_text(cell, text)
    for column, width in enumerate(COLUMNS.values(), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.column_dimensions[get_column_letter(KEY + 1)].hidden = True
    as_header(sheet, HEAD)
    fit_rows(sheet, HEAD)
    sheet.freeze_panes = f"D{HEAD + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEAD}:{HEAD}"


def _choices(sheet: Worksheet, last: int, known: int, column: int, priorities: list[str]) -> None:
    """Drop-downs, and a colour for each rating; a name that is not on the list may be written."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = {heading: get_column_letter(n) for n, heading in enumerate(HEADINGS, 1)}
    here = get_column_letter(column)
    ratings = ",".join(_rating(code) for code in RATINGS)
    wanted = {
        "RAG": DataValidation("list", formula1=f'"{ratings}"', allow_blank=True),
        "As of": _day_validation(),
    }
    if known:
        for heading in ("Responsible partner / lead", "Contributing"):
            register = f"{LISTS}!$A$2:$A${known + 1}"
            wanted[heading] = DataValidation("list", formula1=register, allow_blank=True)
    if priorities:
        listed = f"{LISTS}!${here}$2:${here}${len(priorities) + 1}"
        wanted["Priority"] = DataValidation("list", formula1=listed, allow_blank=True)
    for heading, choice in wanted.items():
        choice.add(f"{letter[heading]}{HEAD + 1}:{letter[heading]}{last}")
        choice.showErrorMessage = heading in ("RAG", "As of")
        sheet.add_data_validation(choice)
    cells = f"{letter['RAG']}{HEAD + 1}:{letter['RAG']}{last}"
    for code, colour in RAG_COLOURS.items():
        ground: dict[str, Any] = {"fill": _ground(colour)}
        rule = Rule(
            type="cellIs",
            operator="equal",
            formula=[f'"{_rating(code)}"'],
            dxf=DifferentialStyle(**ground),
        )
        sheet.conditional_formatting.add(cells, rule)


def _lists(sheet: Worksheet, register: list[str], plan: Outline) -> None:
    """What the drop-downs offer: the register, the ratings, the priorities of each theme."""
    columns = [["Partner", *register], ["RAG", *map(_rating, RATINGS)]]
    columns += [[theme.label, *_priorities(theme)] for theme in plan.themes]
    for column, texts in enumerate(columns, 1):
        for number, text in enumerate(texts, 1):
            write_text(sheet.cell(number, column), text)
    sheet.sheet_state = "hidden"


# ---------------------------------------------------------------------- pieces
def _priorities(theme: Item) -> list[str]:
    """The priorities that an action can stand in."""
    found = (item for item in theme.walk() if item.kind == "priority")
    return [one.label for one in found if not any(b.kind == "priority" for b in one.below)]


def _sheet_names(themes: Iterable[Item]) -> Iterator[str]:
    """Names as Excel takes them: short, without its signs, none twice."""
    used = {name.casefold() for name in (KEPT, LISTS, ABOUT, "History")}
    for number, theme in enumerate(themes, 1):
        name = " ".join(_NO_NAME.sub(" ", theme.label).split())[:31].strip() or f"Theme {number}"
        if name.casefold() in used:
            name = f"{name[:27].strip()} {number}"
        used.add(name.casefold())
        yield name


def _owner(part: Part) -> str:
    return part.name or part.printed


def _rating(code: str) -> str:
    """A rating as people write it: "Not started"."""
    return code.replace("-", " ").capitalize()


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _day_validation() -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    day = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True)
    day.error, day.errorTitle = "Write a day, such as 30/9/2019.", "As of"
    day.showErrorMessage = True
    return day


def _thin() -> Any:
    from openpyxl.styles import Border, Side

    side = Side("thin", "B1B4B6")
    return Border(side, side, side, side)


def _ground(colour: str) -> Any:
    """The ground that conditional formatting gives a cell."""
    from openpyxl.styles import PatternFill

    return PatternFill("solid", bgColor=colour, fgColor=colour)
