"""What people ask of the Norfolk framework, and the answers its refresh of January 2019 gives.

What became of each deliverable (Q37, Q38) stands in test_refresh.py as well, beside small graphs.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rrgraph.queries import Library

Rows = list[dict[str, Any]]
Ask = Callable[..., Rows]

BOARD = "Countywide Rehabilitation of Offenders Board"
FRAMEWORK = "Norfolk Strategic Framework for Reducing Offending 2016-22"
REFRESH = f"{FRAMEWORK}: Refresh – January 2019"


def columns(rows: Rows, *names: str) -> list[tuple[Any, ...]]:
    """Some columns of an answer."""
    return [tuple(row[name] for name in names) for row in rows]


def where(rows: Rows, **values: Any) -> Rows:
    """The rows that have these values."""
    return [row for row in rows if all(row[name] == value for name, value in values.items())]


def test_every_question_on_norfolk_has_a_query() -> None:
    """Q34 and Q37 to Q40."""
    asked = {query["number"] for query in Library(Path(__file__).parents[2] / "queries").all("ask")}
    assert {"Q34", "Q37", "Q38", "Q39", "Q40"} <= asked


# ---------------------------------------------------------------------- Q34: who oversees, who reports
def test_the_countywide_board_governs_the_framework_and_its_refresh(ask: Ask) -> None:
    """Q34: 2.4 for the framework, 7.3 for the refresh; 1.2 says who agreed to review it."""
    board = where(ask("oversight"), body=BOARD, certainty="stated")
    assert columns(board, "does", "of", "section") == [
        ("oversees", FRAMEWORK, "2.4"),
        ("reviews", FRAMEWORK, "1.2"),
        ("oversees", REFRESH, "7.3"),
    ]


def test_delivery_groups_meet_quarterly_and_report_to_it_and_to_other_boards(ask: Ask) -> None:
    """Q34: 2.4."""
    groups = where(ask("oversight"), body="multi-agency Delivery Groups")
    assert columns(groups, "does", "of", "how_often", "section") == [
        ("reviews", FRAMEWORK, "quarterly", "2.4"),
        ("reports to", BOARD, "quarterly", "2.4"),
        ("reports to", "other relevant partnership Boards", "quarterly", "2.4"),
    ]


def test_progress_goes_to_the_criminal_justice_board_and_partner_agencies_quarterly(
    ask: Ask,
) -> None:
    """Q34: 7.8, which does not print who makes the reports: so nobody "reports to" them."""
    rows = ask("oversight")
    told = where(rows, does="oversees", how_often="quarterly", section="7.8")
    assert columns(told, "body", "of") == [
        ("Criminal Justice Board", REFRESH),
        ("other relevant partner agencies", REFRESH),
    ]
    assert [] == where(rows, does="reports to", of="Criminal Justice Board")


def test_a_new_name_of_the_board_is_recommended_and_not_in_use(ask: Ask) -> None:
    """Q34: 7.4; the new name governs nothing."""
    rows = ask("oversight")
    renamed = where(rows, does="renamed")
    assert columns(renamed, "body", "of", "certainty", "section") == [
        (BOARD, "Norfolk Reducing Offending Board", "recommended", "7.4")
    ]
    assert [] == where(rows, body="Norfolk Reducing Offending Board")


def test_sign_off_is_planned_for_the_meeting_of_april_2019(ask: Ask) -> None:
    """Q34: 8.1, the only date among the next steps."""
    rows = ask("oversight")
    assert columns(where(rows, does="signs off"), "body", "of", "certainty") == [
        (BOARD, REFRESH, "planned")
    ]
    dated = [row for row in rows if row["from"] or row["until"]]
    assert columns(dated, "body", "from", "until", "section") == [
        (BOARD, "2019-04-01", "2019-04-30", "8.1")
    ]


def test_who_reports_to_whom_can_be_asked_of_the_other_plan(ask: Ask) -> None:
    """Q34 put to Yorkshire & Humberside: no change of name, and the two boards of section 3."""
    rows = ask("oversight", plan="yorkshire-humberside-2009")
    assert [] == where(rows, does="renamed")
    national = where(rows, body="National Reducing Re-offending Programme Board")
    assert [("reports to", "3")] * 2 == columns(national, "does", "section")


# ---------------------------------------------------------------------- Q37: the editions in numbers
def test_four_themes_with_19_deliverables_become_three_with_8_priorities_and_15_actions(
    ask: Ask,
) -> None:
    """Q37: sections 2.2 and 4 before, 5.5 and 6 after."""
    editions = where(ask("editions-counted"), level="edition")
    assert columns(editions, "title", "themes", "priorities", "actions") == [
        (FRAMEWORK, 4, 19, 0),
        (REFRESH, 3, 8, 15),
    ]


def test_each_theme_of_both_editions_is_counted(ask: Ask) -> None:
    """Q37: 6, 4, 4 and 5 deliverables; 4, 3 and 1 priorities with 5, 9 and 1 actions."""
    themes = where(ask("editions-counted"), level="theme")
    assert columns(themes, "title", "priorities", "actions") == [
        ("Prevention", 6, 0),
        ("Diversion", 4, 0),
        ("Offender Management", 4, 0),
        ("Rehabilitation and Resettlement", 5, 0),
        ("Prevention/Early Intervention", 4, 5),
        ("Offender Management", 3, 9),
        ("Rehabilitation and Resettlement", 1, 1),
    ]


def test_the_refresh_adds_a_flagship_project_and_three_workstreams(ask: Ask) -> None:
    """Q37: 6.6 and 6.9; the framework as reported had neither."""
    editions = where(ask("editions-counted"), level="edition")
    assert columns(editions, "flagships", "workstreams") == [(0, 0), (1, 3)]


def test_prevention_and_diversion_are_replaced_by_one_theme(ask: Ask) -> None:
    """Q37: 5.4; the other two go on in the same words."""
    themes = [row for row in ask("continuations") if "/theme/" in (row["item"] or "")]
    assert columns(themes, "before", "now") == [
        ("Prevention", "Prevention/Early Intervention"),
        ("Diversion", "Prevention/Early Intervention"),
        ("Offender Management", "Offender Management"),
        ("Rehabilitation and Resettlement", "Rehabilitation and Resettlement"),
    ]
    assert ["merged" in t["became"].split("; ") for t in themes] == [True, True, False, False]


# ---------------------------------------------------------------------- Q38: word for word
def test_one_of_19_deliverables_goes_on_word_for_word_and_moves(ask: Ask) -> None:
    """Q38: the same first and last words, and between them the same characters."""
    rows = [row for row in ask("carried-word-for-word") if "/priority/" in row["earlier"]]
    assert columns(rows, "begins", "ends", "was_under", "is_under") == [
        (
            "Further develop and strengthen preventative services and interventions for looked after",
            "care being drawn into contact with the youth justice system.",
            "Diversion",
            "Prevention/Early Intervention",
        )
    ]


# ---------------------------------------------------------------------- Q39: what the actions have
def test_none_of_the_15_actions_has_a_lead_a_measure_a_date_or_a_rating(ask: Ask) -> None:
    """Q39: the tables of section 6 have no columns for them."""
    assert columns(ask("what-actions-have"), "part", "actions", "have") == [
        ("lead", 15, 0),
        ("measure", 15, 0),
        ("date", 15, 0),
        ("rating", 15, 0),
    ]


def test_the_form_of_appendix_1_has_a_column_for_each_but_the_date_and_all_are_empty(
    ask: Ask,
) -> None:
    """Q39: the pro forma is printed with no more than row references in it."""
    told = {row["part"]: set(row["columns"].split("; ")) for row in ask("what-actions-have")}
    empty = "(appendix 1, empty in every row)"
    assert told == {
        "lead": {f"Responsible Partner / Lead {empty}"},
        "measure": {f"Outcome / impact measure {empty}"},
        "date": {"none"},
        "rating": {f"R A G {empty}", f"Evidence / Progress update {empty}"},
    }


def test_in_the_other_plan_all_but_one_of_the_actions_have_a_lead_and_a_measure(ask: Ask) -> None:
    """Q39 put to Yorkshire & Humberside: visitors' centres lack both (its section 9)."""
    rows = ask("what-actions-have", plan="yorkshire-humberside-2009")
    have = {row["part"]: (row["actions"], row["have"]) for row in rows}
    assert have["lead"] == have["measure"] == (57, 56)
    assert have["rating"] == (57, 0)


# ---------------------------------------------------------------------- Q40: named in both plans
def test_five_organisations_are_named_in_both_plans(ask: Ask) -> None:
    """Q40: under whatever name each plan prints."""
    organisations = where(ask("named-in-both"), sort="organisation")
    assert [row["party"].rsplit("/", 1)[-1] for row in organisations] == [
        "dwp",
        "hmps",
        "home-office",
        "moj",
        "nacro",
    ]


@pytest.mark.parametrize(
    ("party", "in_norfolk", "in_yorkshire"),
    [
        ("dwp", "DWP", "Department of Work and Pensions"),
        ("nacro", "NACRO", "Nacro"),
        ("moj", "MoJ", "Ministry of Justice"),
        ("home-office", "Home Office", "Home Office"),
        ("hmps", "prison service", "HMPS"),
        ("lcjbs", "LCJBs", "Local Criminal Justice Boards (LCJBs)"),
    ],
)
def test_each_has_the_names_that_either_plan_prints(
    ask: Ask, party: str, in_norfolk: str, in_yorkshire: str
) -> None:
    """Q40: Norfolk by both of its editions."""
    (row,) = [row for row in ask("named-in-both") if row["party"].endswith(f"/{party}")]
    assert in_norfolk in row["named_here"].split("; ")
    assert in_yorkshire in row["named_there"].split("; ")


def test_local_criminal_justice_boards_are_named_in_both_as_a_kind(ask: Ask) -> None:
    """Q40: so are local authorities and the third sector; no board and no post is."""
    rows = ask("named-in-both")
    kinds = {row["party"].rsplit("/", 1)[-1] for row in where(rows, sort="kind of body")}
    assert {"lcjbs", "local-authorities", "third-sector"} <= kinds
    assert [] == [row["name"] for row in rows if row["sort"] in ("board", "post")]


def test_which_bodies_are_in_both_does_not_hang_on_which_plan_is_asked_first(ask: Ask) -> None:
    """Q40 the other way round."""
    there = ask("named-in-both", plan="yorkshire-humberside-2009", other="norfolk-2019")
    assert columns(there, "sort", "party") == columns(ask("named-in-both"), "sort", "party")
