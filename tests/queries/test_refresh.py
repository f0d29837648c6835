"""What changes after a plan is printed: accepted gaps, progress, and what the next edition makes of it.

The graph is a small one, written here: the plan `demo` revises the plan `before`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import rrgraph
from rrgraph.checking import check
from rrgraph.knowledge import Knowledge
from rrgraph.loading import load
from rrgraph.store import Table
from rrgraph.workspace import Workspace

SAME_WORDS = "00112233445566aa"

BEFORE = f"""
id: before
title: Plan before
periodStart: 2008-04-01
periodEnd: 2009-03-31
publisher: probation
document: {{id: before, title: Plan before, file: before.txt}}
themes:
- id: old
  section: "1"
  title: Old theme
  priorities:
  - {{id: kept, title: Kept, quote: a long passage, ends: at the end., digest: {SAME_WORDS}}}
  - {{id: one, title: One of two}}
  - {{id: two, title: Two of two}}
  - {{id: gone, title: Gone, quote: another passage, ends: at its end., digest: 00112233445566bb}}
  - {{id: forgotten, title: Forgotten}}
"""

PLAN = """
id: demo
title: Demo plan
periodStart: 2009-04-01
periodEnd: 2010-03-31
publisher: probation
revises: before
document: {id: demo, title: Demo plan, issued: April 2009, file: demo.txt}
"""

ACTIONS = f"""
themes:
- id: new
  section: "1"
  title: New theme
  priorities:
  - id: kept
    title: Kept
    quote: a long passage
    ends: at the end.
    digest: {SAME_WORDS}
    actions:
    - {{id: talk, number: 1.1, title: Talk, text: Talk to people., quote: Talk to people}}
    - {{id: map, title: Map, text: Map what there is., quote: Map provision}}
    - {{id: quiet, title: Quiet, text: Nobody reports on it., quote: Quiet}}
  - {{id: both, title: Both in one}}
  - {{id: fresh, title: Fresh}}
"""

EDITORIAL = """
continuations:
- {id: k, continuationKind: [verbatim, moved], earlier: [before/priority/kept], later: [priority/kept],
   because: Same words under another theme.}
- {id: m, continuationKind: [merged], earlier: [before/priority/one, before/priority/two],
   later: [priority/both], because: One heading for both.}
- {id: g, continuationKind: [dropped], earlier: [before/priority/gone], because: Nothing speaks of it.}
- {id: n, continuationKind: [new], later: [priority/fresh], because: Nothing led to it.}
acceptedGaps:
- {id: later, rule: no-measure, of: action/map, because: The survey comes first., until: 2010-03-31}
- {id: sooner, rule: no-lead, of: action/talk, because: A post is vacant., until: 2009-09-30}
"""

PROGRESS = """
progressUpdates:
- {id: map-may, item: action/map, asOf: 2009-05-31, rag: red, text: Nobody was free., evidence: Paper 1,
   reporter: council}
- {id: map-july, item: action/map, asOf: 2009-07-31, rag: amber, text: Half of it is mapped.}
- {id: talk-june, item: action/talk, asOf: 2009-06-30, rag: complete, text: It is done.}
"""

Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def graph(make_graph: Callable[..., Path]) -> Path:
    """Two editions, the later with judgements and news."""
    folder = make_graph(plan=PLAN, actions=ACTIONS, editorial=EDITORIAL, progress=PROGRESS)
    earlier = folder / "plans" / "before"
    earlier.mkdir()
    (earlier / "plan.yaml").write_text(BEFORE, encoding="utf-8")
    return folder


@pytest.fixture
def ask(graph: Path) -> Ask:
    """Put a shipped query to the two editions."""
    kg: Knowledge = rrgraph.open(graph)

    def rows(name: str, **values: str) -> list[dict[str, Any]]:
        answer = kg.query(name, **({"plan": "demo"} | values))
        assert isinstance(answer, Table)
        return list(answer)

    return rows


def picked(rows: list[dict[str, Any]], *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of an answer."""
    return [tuple(row[column] for column in columns) for row in rows]


def test_the_two_editions_keep_the_data_contract(graph: Path) -> None:
    """What is asked below is asked of a sound graph."""
    assert [] == check(load(Workspace.find(graph)))


# ---------------------------------------------------------------------- accepted gaps
def test_accepted_gaps_come_with_their_reason_the_first_to_end_first(ask: Ask) -> None:
    """In the order in which they have to be taken up again."""
    assert picked(ask("accepted-gaps"), "until", "rule", "name", "because") == [
        ("2009-09-30", "no-lead", "1.1 Talk", "A post is vacant."),
        ("2010-03-31", "no-measure", "Map", "The survey comes first."),
    ]


def test_a_plan_that_accepts_nothing_has_no_accepted_gaps(ask: Ask) -> None:
    """They belong to the edition that they are written in."""
    assert [] == ask("accepted-gaps", plan="before")


# ---------------------------------------------------------------------- progress
@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("2009-05-30", []),
        ("2009-05-31", [("Map", "red", "2009-05-31")]),
        ("2009-07-30", [("Talk", "complete", "2009-06-30"), ("Map", "red", "2009-05-31")]),
        ("2009-07-31", [("Talk", "complete", "2009-06-30"), ("Map", "amber", "2009-07-31")]),
        ("2030-01-01", [("Talk", "complete", "2009-06-30"), ("Map", "amber", "2009-07-31")]),
    ],
)
def test_progress_on_a_day_is_the_latest_news_of_each_item_up_to_that_day(
    ask: Ask, day: str, wanted: list[tuple[str, ...]]
) -> None:
    """In plan order; later news does not change what was known; what nobody reports on has no row."""
    assert wanted == picked(ask("progress-current", asOf=day), "title", "rating", "as_of")


def test_progress_names_who_reported_and_what_shows_it_where_that_is_known(ask: Ask) -> None:
    """And leaves both empty where it is not."""
    columns = ("number", "text", "evidence", "reporter")
    may, july = (ask("progress-current", asOf=day) for day in ("2009-05-31", "2009-07-31"))
    assert picked(may, *columns) == [(None, "Nobody was free.", "Paper 1", "Demo Council")]
    assert picked(july, *columns) == [
        ("1.1", "It is done.", None, None),
        (None, "Half of it is mapped.", None, None),
    ]


def test_two_updates_of_one_day_both_stand(make_graph: Callable[..., Path]) -> None:
    """The machine does not choose between two reports."""
    folder = make_graph(
        progress="progressUpdates:\n"
        "- {id: a, item: action/1.1.1, asOf: 2009-05-31, rag: red, text: One says so.}\n"
        "- {id: b, item: action/1.1.1, asOf: 2009-05-31, rag: green, text: Another says so.}\n"
    )
    answer = rrgraph.open(folder).query("progress-current", plan="demo", asOf="2010-03-31")
    assert isinstance(answer, Table)
    assert [("red",), ("green",)] == picked(list(answer), "rating")


# ---------------------------------------------------------------------- continuations
def test_each_earlier_item_has_what_became_of_it_and_what_is_new_comes_last(ask: Ask) -> None:
    """An item on which nobody has judged is not recorded, which is not the same as dropped."""
    rows = ask("continuations")
    for row in rows:
        row["became"] = sorted(row["became"].split("; "))

    assert picked(rows, "before", "became", "now") == [
        ("Old theme", ["not recorded"], ""),
        ("Kept", ["moved", "word for word"], "Kept"),
        ("One of two", ["merged"], "Both in one"),
        ("Two of two", ["merged"], "Both in one"),
        ("Gone", ["dropped"], ""),
        ("Forgotten", ["not recorded"], ""),
        (None, ["new"], "Fresh"),
    ]


def test_each_judgement_on_a_continuation_comes_with_its_reason(ask: Ask) -> None:
    """And an item without a judgement has none."""
    reasons = {row["before"]: row["because"] for row in ask("continuations")}
    assert "Nothing speaks of it." == reasons["Gone"]
    assert "One heading for both." == reasons["One of two"] == reasons["Two of two"]
    assert reasons["Forgotten"] is None


def test_an_edition_that_revises_none_continues_none(ask: Ask) -> None:
    """The question is put to the later edition."""
    assert [] == ask("continuations", plan="before")


# ---------------------------------------------------------------------- word for word
def test_passages_with_one_digest_are_carried_forward_word_for_word(ask: Ask) -> None:
    """With their first and last words, and the headings they moved between."""
    columns = ("name", "begins", "ends", "was_under", "is_under", "digest")
    assert picked(ask("carried-word-for-word"), *columns) == [
        ("Kept", "a long passage", "at the end.", "Old theme", "New theme", SAME_WORDS)
    ]


def test_equal_words_in_one_edition_are_not_carried_forward(ask: Ask) -> None:
    """Word for word is said between editions."""
    assert [] == ask("carried-word-for-word", plan="before")


# ---------------------------------------------------------------------- the Norfolk refresh
@pytest.fixture
def norfolk(shipped: Knowledge) -> Ask:
    """Put a query to the refresh of 2019, which is what it asks about unless told otherwise."""

    def rows(name: str, **values: str) -> list[dict[str, Any]]:
        answer = shipped.query(name, **values)
        assert isinstance(answer, Table)
        return list(answer)

    return rows


def test_of_norfolks_19_deliverables_one_goes_on_word_for_word_and_ten_are_dropped(
    norfolk: Ask,
) -> None:
    """Q37: four more reworded, four merged into one; three priorities are new."""
    became: dict[str, set[str]] = {}
    for row in norfolk("continuations"):
        became.setdefault(row["item"] or row["continuation"], set()).update(
            row["became"].split("; ")
        )
    deliverables = [kinds for item, kinds in became.items() if "norfolk-2016/priority/" in item]
    counted = {
        kind: sum(kind in kinds for kinds in deliverables)
        for kind in ("word for word", "reworded", "merged", "dropped", "not recorded")
    }

    assert 19 == len(deliverables)
    assert counted == {
        "word for word": 1,
        "reworded": 4,
        "merged": 4,
        "dropped": 10,
        "not recorded": 0,
    }
    assert 3 == sum(kinds == {"new"} for kinds in became.values())


def test_the_deliverable_on_looked_after_children_moved_word_for_word(norfolk: Ask) -> None:
    """Q38: one of the 19; the words of two themes did not change either."""
    rows = norfolk("carried-word-for-word")
    moved = [row for row in rows if "/priority/" in row["later"]]
    assert picked(moved, "was_under", "is_under") == [
        ("Diversion", "Prevention/Early Intervention")
    ]
    assert {"Offender Management", "Rehabilitation and Resettlement"} == {
        row["name"] for row in rows if "/theme/" in row["later"]
    }
