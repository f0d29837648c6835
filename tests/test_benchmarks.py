"""What is measured is sound: made-up plans pass `check`, and a fit finds the exponent it was given."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest

import rrgraph
from rrgraph.checking import check
from rrgraph.imports import stratml, tables
from rrgraph.knowledge import Knowledge
from rrgraph.loading import load
from rrgraph.workspace import Workspace

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.desk import QUERIES
from benchmarks.growth import editions
from benchmarks.importing import OBJECTIVES, strategy, workbook
from benchmarks.measure import cost, exponent, least
from benchmarks.peers import items, real_items
from benchmarks.portfolio import portfolio
from benchmarks.questions import GIVEN, filled, questions
from benchmarks.shapes import WAYS, held

from .test_parity import rows


def test_made_up_plans_are_sound_and_have_the_gaps_of_real_ones(tmp_path: Path) -> None:
    """As many actions as asked, in plans of 57; links, missing leads, dates outside."""
    graph = portfolio(tmp_path, 120)
    loaded = load(Workspace.find(graph))
    assert [] == check(loaded)
    assert [57, 57, 6] == [
        loaded.dataset.counts[plan]["actions"] for plan in loaded.sources if plan
    ]
    rules = {finding.rule for finding in rrgraph.open(graph).gaps().findings}
    assert {"no-lead", "no-contributor", "milestone-outside-period", "link-one-way"} <= rules


def test_the_questions_that_a_browser_is_timed_with_have_answers_on_made_up_plans(
    tmp_path: Path,
) -> None:
    """So that the time is spent on rows."""
    kg = rrgraph.open(portfolio(tmp_path, 60))
    given = {"plan": kg.plans[0], "block": f"{kg.plans[0]}/priority/b0"}
    for name in QUERIES:
        wanted = {key: given[key] for key in kg.library.find(name).parameters}
        assert len(kg.query(name, **wanted)), name


def test_a_made_up_workbook_is_imported_whole(tmp_path: Path, shipped: Knowledge) -> None:
    """Every row is an action, under priorities of twenty."""
    path = workbook(tmp_path / "plan.xlsx", 45)

    draft = tables.read(path, "measured", shipped, {}, lambda done, total: None).draft

    assert (45, 3) == (len(draft.actions()), len(draft.blocks()))


def test_a_made_up_strategy_is_imported_whole(tmp_path: Path, shipped: Knowledge) -> None:
    """Every objective is an action; the largest that is measured has 1.5 MB."""
    path = strategy(tmp_path / "plan.xml", 45)
    found = stratml.propose(path, "measured", shipped, {}, lambda done, total: None)

    assert "5 themes, 5 priorities, 45 actions, 45 partners, 45 measures." == found.told[0]
    assert [] == found.told[1:] == found.unplaced == found.unknown
    assert 1.5e6 < strategy(path, OBJECTIVES[-1]).stat().st_size < 1.6e6


@pytest.mark.parametrize("way", WAYS)
def test_made_up_plans_hold_to_the_shapes_in_every_way(tmp_path: Path, way: str) -> None:
    """So that all ways do the same work."""
    assert held(portfolio(tmp_path, 3), way) > 0


def test_the_same_size_gives_the_same_files(tmp_path: Path) -> None:
    """So that two runs measure the same."""
    one, other = (portfolio(tmp_path / name, 60) for name in ("a", "b"))
    texts = [[p.read_bytes() for p in sorted(g.rglob("*.yaml"))] for g in (one, other)]
    assert texts[0] == texts[1]


def test_two_editions_to_compare_are_sound(tmp_path: Path) -> None:
    """The later one says that it revises the earlier."""
    assert [] == check(load(Workspace.find(editions(tmp_path, 30))))


def test_peers_are_given_as_many_items_and_the_circles_of_the_real_plan() -> None:
    """A tree has one link an action, a mesh up to three, and no circle; what refers to what is the real plan."""
    tree, mesh = items(57, mesh=False), items(57, mesh=True)
    assert [57 + 20] * 2 == [len(tree), len(mesh)]
    assert 57 == sum(len(item.links) for item in tree)
    assert all(link < item.name or link[:3] == "PRI" for item in mesh for link in item.links)
    real = real_items()
    assert (20, 66) == (len(real), sum(len(item.links) for item in real))


@pytest.mark.parametrize("power", [0.5, 1, 2])
def test_the_exponent_of_a_growth_is_found(power: float) -> None:
    """1 is in proportion."""
    sizes = [10, 100, 1000]
    assert exponent(sizes, [3 * size**power for size in sizes]) == pytest.approx(power)


def test_a_process_is_measured() -> None:
    """In CPU seconds and megabytes."""
    found = least([sys.executable, "-c", "x = bytearray(50_000_000)"], runs=1)
    assert 0 < found.seconds < 60
    assert 50 < found.megabytes < 1000


def test_what_takes_too_long_is_ended() -> None:
    """And costs no end of time."""
    assert math.isinf(cost([sys.executable, "-c", "while True: pass"], most=1).seconds)
    assert cost([sys.executable, "-c", "pass"], most=1).seconds < 1


def test_copies_of_the_plans_leave_every_answer_on_a_plan_as_it_was(shipped: Knowledge) -> None:
    """They are plans by other names: who asks of one finds what it has, and nothing of the others."""
    store = filled(shipped, 3)
    count = "SELECT ?plan { ?plan a rrg:Plan }"
    assert 3 * len(shipped.plans) == len(store.select(count))
    for query, bindings in questions(shipped):
        if "plan" in query.parameters and query.path.parent.name in ("ask", "grids", "sheets"):
            own, there = (one.select(query.text, bindings).rows for one in (shipped.store, store))
            assert rows(own) == rows(there), query.name
    assert GIVEN["plan"] in shipped.plans
