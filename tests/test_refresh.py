"""Two editions side by side: what a curator judged, what ids tell, and what is only alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import rrgraph
from rrgraph.changes._words import headline
from rrgraph.checking import check
from rrgraph.loading import load
from rrgraph.refresh import (
    Change,
    Edition,
    Refresh,
    compare,
    refreshes,
)
from rrgraph.workspace import Workspace

from .refresh_plans import CONTINUATIONS, LATER_PLAN, two_editions


def compared(graph: Path, old: str = "demo", new: str = "demo-2010") -> Refresh:
    """Two editions of one graph."""
    kg = rrgraph.open(graph)
    return compare(Edition(kg, old), Edition(kg, new))


def changes(refresh: Refresh, path: str) -> dict[str, Change]:
    """What changed of the item that went on as `path`, by facet."""
    (flow,) = [f for f in refresh.flows if f.later and f.later[0].path == path]
    return {change.facet: change for change in flow.changes}


# ---------------------------------------------------------------------- across editions
@pytest.fixture
def judged(tmp_path: Path) -> Refresh:
    """Two editions with the continuations that a curator wrote."""
    return compared(two_editions(tmp_path, editorial=CONTINUATIONS))


def test_the_two_editions_are_sound_data(tmp_path: Path) -> None:
    """The continuation of an item of another edition included."""
    graph = two_editions(tmp_path, editorial=CONTINUATIONS)
    assert [] == check(load(Workspace.find(graph)))


def test_a_continuation_says_what_became_of_an_item(judged: Refresh) -> None:
    """With its kinds and the reason, in the order in which they were written."""
    told = [
        (f.kinds, [i.path for i in f.earlier], [i.path for i in f.later], f.because)
        for f in judged.flows
    ]
    assert told == [
        (("reworded", "moved"), ["action/1.1.1"], ["action/map"], "Both map what there is."),
        (("new",), [], ["action/1.1.1"], "Nobody spoke of houses before."),
    ]
    assert {"editorial"} == {f.basis for f in judged.flows}


def test_a_number_used_again_is_no_identity(judged: Refresh) -> None:
    """1.1.1 is printed in both editions, for two different things."""
    pairs = [(i.path, j.path) for f in judged.flows for i in f.earlier for j in f.later]
    assert ("action/1.1.1", "action/1.1.1") not in pairs


def test_what_changed_of_an_item_is_told_part_by_part(judged: Refresh) -> None:
    """Lead, place, title, number, words; a measure and a date are paired by their words."""
    found = changes(judged, "action/map")
    assert found["place"] == Change("place", "1.1 First heading", "1.2 Second heading")
    assert found["number"] == Change("number", "1.1.1", "1.2.1")
    assert found["measure"] == Change("measure", "Fewer re-offend.", "Fewer re-offend than before.")
    leads = [c for f in judged.flows for c in f.changes if c.facet == "lead"]
    assert leads == [Change("lead", "Demo Probation", ""), Change("lead", "", "Demo Council")]


def test_a_date_that_slips_says_by_how_much(judged: Refresh) -> None:
    """From the last day of September 2009 to that of December 2010."""
    assert changes(judged, "action/map")["milestone"] == Change(
        "milestone", "by September 2009", "by December 2010", 457
    )


def test_what_no_continuation_speaks_of_is_not_accounted_for(judged: Refresh) -> None:
    """On both sides; nothing is taken to be dropped or new because nobody wrote of it."""
    assert ["theme/1", "priority/1.1", "priority/1.2", "action/1.2.1"] == [
        i.path for i in judged.gone
    ]
    assert ["theme/1", "priority/1.1", "priority/1.2", "action/talk"] == [
        i.path for i in judged.come
    ]


def test_kinds_that_the_old_edition_has_nothing_of_are_told_apart(tmp_path: Path) -> None:
    """A first workstream cannot be the continuation of anything."""
    stream = """\
workstreams:
  - {id: data, title: Data, text: Share data., quote: share data, section: "2"}
"""
    refresh = compared(two_editions(tmp_path, workstreams=stream))
    assert ["workstream/data"] == [i.path for i in refresh.further]
    assert "workstream/data" not in [i.path for i in refresh.come]


def test_candidates_are_ranked_among_what_nobody_judged(judged: Refresh) -> None:
    """Never an item that is accounted for, never across kinds, the likest first."""
    best = {c.earlier.path: c.later.path for c in reversed(judged.candidates)}
    assert "action/talk" == best["action/1.2.1"]
    assert all(c.earlier.kind == c.later.kind for c in judged.candidates)
    assert not {"action/map", "action/1.1.1"} & {c.later.path for c in judged.candidates}
    assert all("title" in c.why and 50 <= c.score <= 100 for c in judged.candidates)


def test_equal_digests_are_the_surest_candidate(tmp_path: Path) -> None:
    """Word for word the same passage, whatever the curators called it."""
    same = "ends: and so on, digest: 00112233aabbccdd, section: '9'"
    old = f"workstreams:\n- {{id: a, title: Bread, text: Bake., quote: a b c, {same}}}\n"
    new = f"workstreams:\n- {{id: z, title: Wine, text: Press., quote: a b c, {same}}}\n"
    graph = two_editions(tmp_path, workstreams=new)
    (graph / "plans" / "demo" / "workstreams.yaml").write_text(old, encoding="utf-8")
    (found,) = [c for c in compared(graph).candidates if c.earlier.path == "workstream/a"]
    assert (100, "the same words, by their digests") == (found.score, found.why)


# ---------------------------------------------------------------------- states of one plan
def test_states_of_one_plan_are_compared_by_id(make_graph: Callable[..., Path]) -> None:
    """Changed, unchanged, added and removed; a continuation has no say here."""
    before = rrgraph.open(make_graph())
    edition = Edition(before, "demo", "before")
    graph = before.workspace.graph
    actions = graph / "plans" / "demo" / "actions.yaml"
    text = actions.read_text(encoding="utf-8")
    text = text.replace("by September 2009, latest: 2009-09-30", "by July 2009, latest: 2009-07-31")
    text = text.replace("{id: 1.2.1, number", "{id: talk, number")
    actions.write_text(text, encoding="utf-8")
    refresh = compare(edition, Edition(rrgraph.open(graph), "demo"))

    assert {"changed": ["action/1.1.1"]} == {
        kind: [f.later[0].path for f in flows]
        for kind, flows in refresh.by_kind().items()
        if kind != "unchanged"
    }
    assert -61 == changes(refresh, "action/1.1.1")["milestone"].days
    assert (["action/1.2.1"], ["action/talk"]) == (
        [i.path for i in refresh.gone],
        [i.path for i in refresh.come],
    )
    assert "action/talk" == refresh.candidates[0].later.path


def test_a_plan_is_the_same_as_itself(make_graph: Callable[..., Path]) -> None:
    """Nothing is told but that nothing changed."""
    kg = rrgraph.open(make_graph())
    refresh = compare(Edition(kg, "demo"), Edition(kg, "demo"))
    assert ["unchanged"] == list(refresh.by_kind())
    assert not (refresh.gone or refresh.come or refresh.candidates)
    assert [] == refresh.as_dict()["flows"]
    assert "Nothing changed" == headline(refresh)


def test_editions_that_nothing_ties_are_compared_and_told_so(tmp_path: Path) -> None:
    """Two plans of which neither revises the other."""
    plan = LATER_PLAN.replace("revises: demo\n", "")
    head, _, new = CONTINUATIONS.partition("  - {id: house")
    editorial = f"{head.splitlines()[0]}\n  - {{id: house{new}"
    graph = two_editions(tmp_path, plan=plan, editorial=editorial)
    refresh = compared(graph)
    assert [] == refresh.flows  # what is new, is so beside the edition that is revised
    assert headline(refresh).startswith("Nothing ties these two")
    assert refresh.candidates
    assert not headline(compared(two_editions(tmp_path / "tied"))).startswith("Nothing ties")


def test_the_last_rating_is_compared(tmp_path: Path) -> None:
    """Progress is appended; the rating of the latest day counts."""
    updates = """\
progressUpdates:
  - {id: october, item: action/map, asOf: 2010-10-31, rag: green, text: On track.}
  - {id: june, item: action/map, asOf: 2010-06-30, rag: red, text: Not begun., reporter: council}
"""
    graph = two_editions(tmp_path, editorial=CONTINUATIONS, progress=updates)
    assert [] == check(load(Workspace.find(graph)))
    assert Change("rating", "", "green") == changes(compared(graph), "action/map")["rating"]


# ---------------------------------------------------------------------- all there are
def test_each_edition_that_revises_another_is_compared_with_it(tmp_path: Path) -> None:
    """As plan.yaml says under `revises`."""
    (found,) = refreshes(rrgraph.open(two_editions(tmp_path)))
    assert ("demo", "demo-2010") == (found.old.plan, found.new.plan)


def test_the_network_of_changes_has_an_edge_for_each_item_that_went_on(tmp_path: Path) -> None:
    """For tools that draw networks."""
    kg = rrgraph.open(two_editions(tmp_path, editorial=CONTINUATIONS))
    network = kg.network("changes", plan="demo-2010")
    ((_, _, edge),) = network.edges(data=True)
    assert {"reworded", "moved"} == set(edge["kinds"].split(", "))
