"""The pro forma, as openpyxl reads it and as partners fill it in."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import rrgraph
from rrgraph.errors import UsageError
from rrgraph.exports import exported
from rrgraph.exports.xlsx import HEAD, HEADINGS, KEPT, LISTS
from rrgraph.knowledge import Knowledge
from rrgraph.outline import outline
from rrgraph.workbooks import RAG_COLOURS

YORKSHIRE = "yorkshire-humberside-2009"


@pytest.fixture(scope="module")
def book(shipped: Knowledge) -> Any:
    """The form of the plan of 2009."""
    return load_workbook(BytesIO(exported("xlsx", shipped, [YORKSHIRE])))


def themes(book: Any) -> list[Any]:
    """The sheets that partners fill in."""
    return [sheet for sheet in book.worksheets if sheet.title not in ("About", LISTS, KEPT)]


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a theme that say something, by heading."""
    head, *rest = sheet.iter_rows(min_row=HEAD, values_only=True)
    found = (dict(zip(head, row, strict=True)) for row in rest)
    return [row for row in found if row["Key"]]


@pytest.mark.parametrize("plan", ["norfolk-2016", "norfolk-2019", YORKSHIRE])
def test_each_theme_has_a_sheet_and_each_action_a_row(shipped: Knowledge, plan: str) -> None:
    """In the order of the plan; where a priority has no action it is the row."""
    found = themes(load_workbook(BytesIO(exported("xlsx", shipped, [plan]))))
    about = outline(shipped.store, plan)

    assert [theme.label for theme in about.themes] == [sheet["A2"].value for sheet in found]
    for theme, sheet in zip(about.themes, found, strict=True):
        assert [item.path for _, item in theme.rows()] == [row["Key"] for row in rows(sheet)]
        assert all(sheet.title not in ("", other.title) for other in found if other is not sheet)
        assert len(sheet.title) <= 31


def test_a_row_says_what_the_plan_says(book: Any) -> None:
    """In the columns of Norfolk's action plan, names and measures one below the other."""
    (row,) = (r for sheet in themes(book) for r in rows(sheet) if r["Ref"] == "1.3.1")

    assert "1.3 Work in Partnership Throughout the Delivery Chain" == row["Priority"]
    assert "Integrated Offender Management" == row["Action"].splitlines()[0]
    assert 3 == len(row["Responsible partner / lead"].splitlines())
    assert 2 == len(row["Outcome / impact measure"].splitlines())
    assert (None, None, None) == tuple(row[name] for name in HEADINGS[7:10])


def test_names_and_ratings_are_chosen_from_lists(book: Any) -> None:
    """The register, the ratings, the priorities of the theme; for new rows too."""
    sheet = themes(book)[0]
    last = HEAD + len(rows(sheet)) + 1
    lists = {}
    for choice in sheet.data_validations.dataValidation:
        (cells,) = str(choice.sqref).split()
        column = sheet[cells.split(":")[0]].column
        lists[HEADINGS[column - 1]] = choice
        assert sheet[cells.split(":")[1]].row > last
    register = book[LISTS]["A"]

    assert '"Red,Amber,Green,Complete,Not started"' == lists["RAG"].formula1
    assert f"{LISTS}!$A$2:$A${len(register)}" == lists["Contributing"].formula1
    assert "Nacro" in {cell.value for cell in register}
    assert lists["RAG"].showErrorMessage
    assert not lists["Contributing"].showErrorMessage  # a name that is not there may be written
    assert "date" == lists["As of"].type
    column, end = lists["Priority"].formula1.replace("$", "").split("!")[1].split(":")
    chosen = [row[0].value for row in book[LISTS][f"{column}:{end}"]]
    assert chosen == list(dict.fromkeys(row["Priority"] for row in rows(sheet)))


def test_ratings_are_coloured_as_they_are_chosen(book: Any) -> None:
    """By conditional formatting: red is red, whoever writes it."""
    for sheet in themes(book):
        rules = [rule for cells in sheet.conditional_formatting for rule in cells.rules]
        shown = {rule.formula[0]: rule.dxf.fill.bgColor.rgb[-6:] for rule in rules}
        assert dict(zip(('"Red"', '"Amber"', '"Green"'), RAG_COLOURS.values(), strict=False)) == {
            name: shown[name] for name in ('"Red"', '"Amber"', '"Green"')
        }


def test_headings_stay_in_sight_and_keys_out_of_it(book: Any) -> None:
    """The key is in a hidden column; what was written, and the lists, on hidden sheets."""
    for sheet in themes(book):
        assert f"D{HEAD + 1}" == sheet.freeze_panes
        assert sheet.column_dimensions["K"].hidden
    assert ("hidden", "veryHidden") == (book[LISTS].sheet_state, book[KEPT].sheet_state)


def test_what_begins_like_a_formula_is_text(make_graph: Callable[..., Path]) -> None:
    """Also when somebody edits the cell."""
    title = "themes:\n- id: t\n  title: '=[1]*/:'\n  section: '1'\n  priorities:\n  - {id: p, title: '=1+1'}\n"
    book = load_workbook(BytesIO(exported("xlsx", rrgraph.open(make_graph(actions=title)))))
    cell = themes(book)[0].cell(HEAD + 1, 3)

    assert ("=1+1", "s", True) == (cell.value, cell.data_type, cell.quotePrefix)
    assert not [
        c for sheet in book.worksheets for r in sheet.iter_rows() for c in r if c.data_type == "f"
    ]


def test_the_blank_form_has_the_register_and_no_rows(shipped: Knowledge) -> None:
    """It is the form of no plan."""
    book = load_workbook(BytesIO(exported("xlsx-blank", shipped)))
    (sheet,) = themes(book)

    assert list(HEADINGS) == [cell.value for cell in sheet[HEAD]]
    assert [] == rows(sheet)
    assert not book[KEPT]["B1"].value
    assert "Nacro" in {cell.value for cell in book[LISTS]["A"]}


def test_a_form_is_of_one_plan(shipped: Knowledge) -> None:
    """Which of several has to be said."""
    with pytest.raises(UsageError, match="--plan, of norfolk-2016, norfolk-2019"):
        exported("xlsx", shipped)


def test_the_same_plan_gives_the_same_bytes(shipped: Knowledge) -> None:
    """No time of saving in it."""
    assert exported("xlsx", shipped, [YORKSHIRE]) == exported("xlsx", shipped, [YORKSHIRE])
