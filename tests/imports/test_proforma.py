"""The pro forma there and back: what partners change becomes progress, edits and new actions."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

import rrgraph
from rrgraph.errors import FaultyData, UsageError
from rrgraph.exports import exported
from rrgraph.exports.xlsx import HEAD, HEADINGS
from rrgraph.imports import reader
from rrgraph.imports._proposal import Proposal
from rrgraph.knowledge import Knowledge

ROOT = Path(__file__).resolve().parents[2]
YORKSHIRE = "yorkshire-humberside-2009"
Fill = Callable[[Callable[[Any], None]], Proposal]


def cell(book: Any, ref: str, heading: str) -> Any:
    """The cell of a heading in the row of a reference, or of a key."""
    for sheet in book.worksheets[1:-2]:
        for row in sheet.iter_rows(min_row=HEAD + 1):
            if ref in (row[0].value, row[-1].value):
                return row[HEADINGS.index(heading)]
    raise AssertionError(ref)


def proposed(path: Path, plan: str, kg: Knowledge) -> Proposal:
    """What the form changes."""
    found: Proposal = reader(path).propose(path, plan, kg, {}, lambda done, total: None)
    return found


@pytest.fixture(scope="module")
def form(shipped: Knowledge) -> bytes:
    """The form of the plan of 2009, as it is written."""
    return exported("xlsx", shipped, [YORKSHIRE])


@pytest.fixture
def fill(shipped: Knowledge, form: bytes, tmp_path: Path) -> Fill:
    """Change the form as a partner would, and read it back."""

    def filled(change: Callable[[Any], None]) -> Proposal:
        path = tmp_path / "form.xlsx"
        book = load_workbook(BytesIO(form))
        change(book)
        book.save(path)
        return proposed(path, YORKSHIRE, shipped)

    return filled


def taken(proposal: Proposal, tmp_path: Path) -> Knowledge:
    """The shipped plans with the proposal written into them; propose has put it to the check."""
    graph = tmp_path / "taken" / "graph"
    shutil.copytree(ROOT / "graph", graph)
    proposal.write(graph / "plans" / YORKSHIRE)
    return rrgraph.open(graph)


def lines(diff: str, sign: str) -> list[str]:
    """The lines that a diff adds or takes away."""
    return [
        line[1:].strip() for line in diff.splitlines() if line[:1] == sign and line[:3] != sign * 3
    ]


# ---------------------------------------------------------------------- there and back
@pytest.mark.parametrize("plan", ["norfolk-2016", "norfolk-2019", YORKSHIRE])
@pytest.mark.parametrize("saved_again", [False, True], ids=["as-written", "saved-by-a-program"])
def test_a_form_that_nobody_changed_changes_nothing(
    shipped: Knowledge, tmp_path: Path, plan: str, saved_again: bool
) -> None:
    """Of every plan."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(exported("xlsx", shipped, [plan]))
    if saved_again:
        load_workbook(path).save(path)
    found = proposed(path, plan, shipped)

    assert ("", [], []) == (found.diff(), found.unknown, found.unplaced)
    assert ["Nothing was changed."] == found.told


def test_sorted_rows_change_nothing(fill: Fill) -> None:
    """A row is known by its key, not by where it stands."""

    def turn(book: Any) -> None:
        sheet = book.worksheets[2]
        rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=HEAD + 1)]
        for at, values in enumerate(reversed(rows), HEAD + 1):
            for column, value in enumerate(values, 1):
                sheet.cell(at, column).value = value

    found = fill(turn)
    assert ("", [], []) == (found.diff(), found.unknown, found.unplaced)


# ---------------------------------------------------------------------- progress
def test_a_rating_becomes_a_progress_update(fill: Fill, tmp_path: Path) -> None:
    """With its day, in the row or on the first sheet, and who reports."""

    def rate(book: Any) -> None:
        book["About"]["B3"], book["About"]["B4"] = date(2009, 9, 30), "Nacro"
        cell(book, "1.2.1", "RAG").value = "G"
        cell(book, "1.2.1", "Evidence / progress update").value = "The directory is filled in."
        cell(book, "1.4.1", "RAG").value = "not started"
        cell(book, "1.4.1", "As of").value = date(2009, 10, 31)

    kg = taken(fill(rate), tmp_path)
    rows = kg.query("progress-current", plan=YORKSHIRE, asOf="2010-03-31")
    told = [(r["number"], r["rating"], r["as_of"], r["text"], r["reporter"]) for r in rows]  # type: ignore[union-attr]
    assert told == [
        ("1.2.1", "green", "2009-09-30", "The directory is filled in.", "Nacro"),
        ("1.4.1", "not started", "2009-10-31", "Reported as not started.", "Nacro"),
    ]


def test_updates_are_only_ever_added(fill: Fill, tmp_path: Path) -> None:
    """The next report leaves the last one as it is, and a form sent in twice adds nothing."""
    day, rating = "As of", "RAG"

    def first(book: Any) -> None:
        cell(book, "1.2.1", rating).value, cell(book, "1.2.1", day).value = "Red", date(2009, 6, 30)

    once = fill(first)
    kg = taken(once, tmp_path)
    again = tmp_path / "form.xlsx"
    assert "" == proposed(again, YORKSHIRE, kg).diff()

    again.write_bytes(exported("xlsx", kg, [YORKSHIRE]))
    book = load_workbook(again)
    cell(book, "1.2.1", rating).value, cell(book, "1.2.1", day).value = "Amber", date(2009, 9, 30)
    book.save(again)
    found = proposed(again, YORKSHIRE, kg)
    assert [] == lines(found.diff(), "-")
    assert "text: Reported as amber." in found.diff()  # the words of the last report are not news
    assert ["- {id: 1-2-1-2009-09-30, item: action/1.2.1, asOf: '2009-09-30', rag: amber,"] == [
        line.partition(" text")[0] for line in lines(found.diff(), "+")
    ]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"RAG": "Green"}, "say as of when"),
        ({"RAG": "Purple", "As of": "2009-09-30"}, "a rating is one of red, amber, green"),
        ({"Evidence / progress update": "Going well"}, "no rating is given"),
        ({"RAG": "Green", "As of": "soon"}, "say as of when"),
    ],
)
def test_an_update_that_lacks_something_is_listed(
    fill: Fill, cells: dict[str, str], told: str
) -> None:
    """Nothing is guessed, nothing dropped."""

    def change(book: Any) -> None:
        for heading, text in cells.items():
            cell(book, "1.2.1", heading).value = text

    found = fill(change)
    assert "" == found.diff()
    assert told in found.unplaced[0].why


# ---------------------------------------------------------------------- edits
def test_edits_change_their_lines_and_no_other(fill: Fill, tmp_path: Path) -> None:
    """Title, text, lead, measure, date: each where it stands, comments left alone."""

    def change(book: Any) -> None:
        cell(
            book, "1.4.1", "Action"
        ).value = "Prisoners in their region\nCarry the review out: all."
        cell(book, "1.4.1", "By when").value = "by December 2009"
        leads = cell(book, "1.3.1", "Responsible partner / lead")
        leads.value = leads.value.replace("National Offender Management Service", "Nacro")
        cell(book, "1.2.2", "Outcome / impact measure").value = "The target of 85% is met."

    found = fill(change)
    assert ([], []) == (found.unknown, found.unplaced)
    assert [
        "- {participant: noms, printed: GOYH / POLICE (C.Safety)/ NOMS, name: NOMS}",
        "title: Prisoners held in their own region",
        "- {id: october-2009, printed: October 2009., earliest: 2009-10-01, latest: 2009-10-31, "
        "precision: month, dueKind: at}",
    ] == [line for line in lines(found.diff(), "-") if line[:4] not in ("text", "- {i")] + [
        line for line in lines(found.diff(), "-") if "october-2009" in line
    ]
    kg = taken(found, tmp_path)
    facts = {
        row["says"]
        for n in ("1.4.1", "1.3.1", "1.2.2")
        for row in kg.facts(f"{YORKSHIRE}/action/{n}")
    }
    assert {"Carry the review out: all.", "The target of 85% is met."} <= facts
    assert [("2009-12-31", "by December 2009")] == [
        (r["latest"], r["printed"])
        for r in kg.query(  # type: ignore[union-attr]
            "SELECT ?latest ?printed { ?m a rrg:Milestone ; rrg:latest ?latest ; rrg:printedText "
            f"?printed ; rrg:item <https://w3id.org/rrgraph/id/plan/{YORKSHIRE}/action/1.4.1> }}"
        )
    ]


def test_a_name_that_the_register_does_not_hold_is_listed(fill: Fill) -> None:
    """With the nearest ones; one letter wrong is no match either, since nobody has looked at it."""

    def change(book: Any) -> None:
        leads = cell(book, "1.3.1", "Responsible partner / lead")
        leads.value += "\nNacrow\nSome Trust"

    found = fill(change)
    assert "" == found.diff()
    assert [("Nacrow", "nacro"), ("Some Trust", "ormiston")] == [
        (one.name, one.nearest[0]) for one in found.unknown
    ]
    assert found.unknown[0].where.startswith("1 Overarching priorities!D")


def test_what_has_no_place_is_listed_with_its_cell(fill: Fill) -> None:
    """Rows taken out, formulas, comments, further columns and sheets, items moved."""

    def change(book: Any) -> None:
        sheet = book.worksheets[1]
        cell(book, "1.1.1", "Contributing").value = "=1+1"
        cell(book, "1.2.1", "Priority").value = "1.1 Effective Offender Management"
        cell(book, "1.2.2", "Action").comment = Comment("Is this still so?", "A partner")
        cell(book, "1.3.2", "Outcome / impact measure").value = None
        cell(book, "1.3.2", "By when").value += "\nAs above"
        sheet.cell(HEAD + 1, 13).value = "in the margin"
        sheet.delete_rows(cell(book, "1.5.2", "Ref").row)
        book.create_sheet("Notes", 1)["B2"] = "See the minutes"

    found = fill(change)
    words = [one.words.splitlines()[0] for one in found.unplaced]
    assert {"=1+1", "Is this still so?", "in the margin", "See the minutes", "As above"} <= set(
        words
    )
    assert "1.1 Effective Offender Management" in words
    assert "Needs of women and BME offenders in all actions" in words
    assert "Notes!B2" in {one.where for one in found.unplaced}
    assert 3 == len(lines(found.diff(), "-")) - 1  # the three measures of 1.3.2, and their key


def test_what_the_plan_changed_meanwhile_is_left_to_a_person(fill: Fill, tmp_path: Path) -> None:
    """A form is compared with what it said when it was written."""

    def change(book: Any) -> None:
        cell(book, "1.4.1", "Action").value = "One title\nOne text."

    kg = taken(fill(change), tmp_path)
    path = tmp_path / "form.xlsx"
    book = load_workbook(path)
    cell(book, "1.4.1", "Action").value = "Another title\nAnother text."
    book.save(path)
    found = proposed(path, YORKSHIRE, kg)

    assert "" == found.diff()
    assert "the plan says otherwise by now" in found.unplaced[0].why


# ---------------------------------------------------------------------- new actions
def test_a_row_without_a_key_is_offered_as_a_new_action(fill: Fill, tmp_path: Path) -> None:
    """Below the priority that it names, with all that the row says; counts follow."""

    def add(book: Any) -> None:
        sheet = book.worksheets[1]
        row = cell(book, "1.5.2", "Ref").row + 1
        texts = {
            "Ref": "1.5.3",
            "Priority": "1.5 Increasing Public Confidence",
            "Action": "Open days\nHold open days at all sites.",
            "Responsible partner / lead": "NOMS Yorkshire & Humberside\nNacro",
            "By when": "by March 2010",
            "RAG": "Not started",
            "As of": "2009-09-30",
        }
        for heading, text in texts.items():
            sheet.cell(row, HEADINGS.index(heading) + 1).value = text

    found = fill(add)
    kg = taken(found, tmp_path)
    rows = list(kg.query("led-by", party="agency/nacro"))  # type: ignore[arg-type]
    assert "1 progress update, 1 new action" in found.told[0]
    assert any("Open days" in map(str, row.values()) for row in rows)
    assert ["actions: 58"] == [line for line in lines(found.diff(), "+") if line[:7] == "actions"]


def test_a_new_action_without_a_priority_is_listed(fill: Fill) -> None:
    """So is a copied row, whose key is another's."""

    def add(book: Any) -> None:
        sheet = book.worksheets[1]
        sheet.cell(sheet.max_row, 3).value = "Something new"

    assert ["no priority of the plan is called so"] == [one.why for one in fill(add).unplaced]


# ---------------------------------------------------------------------- what is refused
def test_the_form_of_another_plan_is_refused(shipped: Knowledge, tmp_path: Path) -> None:
    """By the plan that it is of."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(exported("xlsx", shipped, ["norfolk-2019"]))
    with pytest.raises(UsageError, match="is the pro forma of norfolk-2019"):
        proposed(path, YORKSHIRE, shipped)


def test_edits_that_the_check_would_refuse_are_told_before_anything_is_written(
    fill: Fill,
) -> None:
    """As the check tells them."""

    def change(book: Any) -> None:
        cell(book, "1.2.1", "By when").value = "March 2010 to October 2009"

    with pytest.raises(FaultyData, match="`earliest` is after `latest`"):
        fill(change)


def test_a_form_whose_memory_was_changed_is_refused(fill: Fill) -> None:
    """What was written out cannot be told any more."""

    def change(book: Any) -> None:
        book["rrgraph"]["C2"] = "x"

    with pytest.raises(UsageError, match="Export it again"):
        fill(change)
