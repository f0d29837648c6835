"""Tables of actions are known by the words over their columns."""

from __future__ import annotations

import pytest

from rrgraph.errors import UsageError
from rrgraph.imports._columns import Columns, role_of
from rrgraph.imports._document import Cell, lines_of


def row(*texts: str) -> list[Cell]:
    """A row of cells."""
    return [Cell(lines_of(text), "line 1") for text in texts]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("LEAD", "lead"),
        ("Responsible Partner / Lead", "lead"),
        ("Who helps?", "contributing"),
        ("CONTRIBUTING AGENCIES", "contributing"),
        ("Outcome / impact measure", "measure"),
        ("By when?", "milestone"),
        ("Key actions", "action"),
        ("R A G", "rag"),
        ("Evidence / Progress update", "progress"),
        ("Links to other actions and PSAs", "links"),
        ("Ref.", "ref"),
        ("Postcode", ""),
        ("Leadership", ""),
        ("The lead for all of this work will be agreed by the board", ""),
    ],
)
def test_headings_are_known_by_everyday_words(heading: str, role: str) -> None:
    """Whatever their capitals and signs; never by a part of a word, nor in a sentence."""
    assert role == role_of(heading)[0]


def test_an_objective_is_a_priority_beside_actions_and_an_action_without() -> None:
    """As plans use the word."""
    beside, _ = Columns({}).head([row("Objective", "Action", "Lead")], [])
    without, _ = Columns({}).head([row("Objective", "Measure", "Lead")], [])

    assert beside
    assert {"priority": [0], "action": [1], "lead": [2]} == beside.columns
    assert without
    assert {"action": [0], "measure": [1], "lead": [2]} == without.columns


def test_two_rows_of_headings_are_one_head() -> None:
    """As "Owner" over "Lead" and "Contributing agencies"."""
    rows = [
        row("1. HOMES", "OBJECTIVES", "OWNER", ""),
        row("", "", "LEAD", "CONTRIBUTING AGENCIES"),
    ]

    head, count = Columns({}).head(rows, [])

    assert head
    assert (2, "1. HOMES") == (count, head.theme)
    assert {"priority": [0], "action": [1], "lead": [2], "contributing": [3]} == head.columns
    assert "LEAD" == head.headings[2]


def test_a_person_may_say_what_stands_under_a_heading() -> None:
    """And that goes before every word."""
    columns = Columns({"action": "What must happen", "lead": "Partners"})

    head, _ = columns.head([row("What must happen", "Partners", "Lead")], [])

    assert head
    assert {"action": [0], "lead": [1]} == head.columns
    columns.hold_given()


def test_a_heading_that_stands_over_no_table_is_told_with_those_that_do() -> None:
    """So that a slip is mended at once."""
    columns = Columns({"lead": "Boss"})
    columns.head([row("Action", "Owner")], [])

    with pytest.raises(UsageError, match=r'a column "Boss"[.] Headings there are: "Action"'):
        columns.hold_given()


@pytest.mark.parametrize(
    "texts",
    [("Name", "Address"), ("Action",), ("Lead", "Owner"), ("NOMS", "Agreed", "the lead")],
)
def test_other_rows_are_no_head(texts: tuple[str, ...]) -> None:
    """It takes two kinds of columns."""
    assert (None, 0) == Columns({}).head([row(*texts)], [])
