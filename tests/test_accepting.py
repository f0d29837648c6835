"""A gap that the partners live with: with a reason, until a day, and only where there is one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import rrgraph
from rrgraph.accepting import accept, accepted_as
from rrgraph.checking import check
from rrgraph.errors import UsageError
from rrgraph.loading import load
from rrgraph.workspace import Workspace

Make = Callable[..., Path]
BECAUSE = "The council: agrees a lead by then."
THIRD = """
      - id: "1.3"
        number: "1.3"
        title: Third heading
        references:
          - {printed: 1.2 Second, referenceForm: priority-number, target: priority/1.2, resolution: by-number}
"""


def test_an_accepted_gap_is_told_as_that_until_its_day(make_graph: Make) -> None:
    """And is open again the day after; the data stay sound."""
    graph = make_graph()
    path, (finding,) = accept(rrgraph.open(graph), "no-lead", "action/1.2.1", BECAUSE, "2030-06-30")
    assert (graph / "plans/demo/editorial.yaml", "no-lead") == (path, finding.rule)
    assert [] == check(load(Workspace.find(graph)))
    kg = rrgraph.open(graph)
    for day, accepted in (("2030-06-30", BECAUSE), ("2030-07-01", "")):
        (one,) = kg.gaps(rules=["no-lead"], as_of=day).findings
        assert accepted == one.accepted


def test_what_has_lapsed_is_renewed_where_it_stands(make_graph: Make) -> None:
    """The data stay sound, and the other lines as they were."""
    graph = make_graph()
    accept(rrgraph.open(graph), "no-lead", "action/1.2.1", "Once.", "2010-12-31")
    path, _ = accept(rrgraph.open(graph), "no-lead", "action/1.2.1", BECAUSE, "2999-06-30")

    assert 1 == path.read_text(encoding="utf-8").count("no-lead-action-1.2.1")
    assert [] == check(load(Workspace.find(graph)))
    (one,) = rrgraph.open(graph).gaps(rules=["no-lead"]).findings
    assert BECAUSE == one.accepted


def test_without_a_day_it_lapses_against_today(make_graph: Make) -> None:
    """Not against the last day of a plan that ended long ago."""
    graph = make_graph()
    accept(rrgraph.open(graph), "no-lead", "action/1.2.1", BECAUSE, "2010-12-31")
    (one,) = rrgraph.open(graph).gaps(rules=["no-lead"]).findings
    assert not one.accepted


@pytest.mark.parametrize("item", ["action/1.2.1", "demo/action/1.2.1"])
def test_the_item_is_written_as_the_report_names_it(make_graph: Make, item: str) -> None:
    """With or without its plan."""
    assert accept(rrgraph.open(make_graph()), "no-lead", item, BECAUSE, "2030-06-30")


@pytest.mark.parametrize(
    ("rule", "item", "because", "until", "told"),
    [
        ("no-led", "action/1.2.1", BECAUSE, "2030-06-30", 'Did you mean "no-lead"'),
        ("no-lead", "action/1.2.2", BECAUSE, "2030-06-30", 'Did you mean "action/1.2.1"'),
        ("no-lead", "action/1.1.1", BECAUSE, "2030-06-30", "finds nothing of"),
        ("no-lead", "action/1.2.1", " ", "2030-06-30", "Say why"),
        ("no-lead", "action/1.2.1", BECAUSE, "2030-06-31", "is not a day"),
    ],
)
def test_what_cannot_be_accepted_is_told_and_nothing_written(
    make_graph: Make, rule: str, item: str, because: str, until: str, told: str
) -> None:
    """No acceptance waits for a gap that there is not."""
    graph = make_graph()
    with pytest.raises(UsageError, match=told):
        accept(rrgraph.open(graph), rule, item, because, until)
    assert not (graph / "plans/demo/editorial.yaml").exists()


def test_a_gap_is_accepted_once(make_graph: Make) -> None:
    """The reason given is told."""
    graph = make_graph()
    accept(rrgraph.open(graph), "no-lead", "action/1.2.1", BECAUSE, "2999-06-30")
    with pytest.raises(UsageError, match="accepted already: The council"):
        accept(rrgraph.open(graph), "no-lead", "action/1.2.1", BECAUSE, "2999-12-31")


def test_one_of_several_findings_on_an_item_is_accepted_alone(make_graph: Make) -> None:
    """By the reference that it cites; by the item all of them are."""
    graph, rule = make_graph(), "link-one-way"
    with (graph / "plans/demo/actions.yaml").open("a", encoding="utf-8") as actions:
        actions.write(THIRD)  # it refers to 1.2, as 1.1 does, and 1.2 to neither
    first, second = rrgraph.open(graph).gaps(rules=[rule]).findings
    assert first.focus == second.focus
    alone = accepted_as(first)
    assert "priority/1.1/reference/1.2" == alone

    _, accepted = accept(rrgraph.open(graph), rule, alone, BECAUSE, "2030-06-30")
    assert [first] == accepted
    assert [] == check(load(Workspace.find(graph)))
    told = rrgraph.open(graph).gaps(rules=[rule], as_of="2030-06-30").findings
    assert {first.message: BECAUSE, second.message: ""} == {f.message: f.accepted for f in told}

    _, both = accept(rrgraph.open(graph), rule, "priority/1.2", BECAUSE, "2030-06-30")
    assert {first.message, second.message} == {f.message for f in both}
    assert [] == rrgraph.open(graph).gaps(rules=[rule], as_of="2030-06-30").open
