"""What a person accepts of the candidates of a refresh is a fact from then on."""

from __future__ import annotations

from pathlib import Path

import rrgraph
from rrgraph.checking import check
from rrgraph.loading import load
from rrgraph.recording import continuation_entries, record
from rrgraph.refresh import Edition, Refresh, compare
from rrgraph.workspace import Workspace

from .refresh_plans import CONTINUATIONS, two_editions


def compared(graph: Path) -> Refresh:
    """Both editions side by side."""
    kg = rrgraph.open(graph)
    return compare(Edition(kg, "demo"), Edition(kg, "demo-2010"))


def test_what_a_person_accepts_is_written_and_then_a_fact(tmp_path: Path) -> None:
    """Into editorial.yaml of the later edition; the next comparison starts from it."""
    graph = two_editions(tmp_path, editorial=CONTINUATIONS)
    refresh = compared(graph)
    best = next(c for c in refresh.candidates if c.earlier.path == "action/1.2.1")
    entries = continuation_entries(refresh, [(best, "moved", "The same words: talk to people.")])
    assert 1 == record(refresh, entries)
    again = compared(graph)
    assert "action/talk" in [i.path for f in again.flows for i in f.later]
    assert "action/1.2.1" not in [i.path for i in again.gone]
    assert [] == check(load(Workspace.find(graph)))


def test_a_merger_is_one_continuation_of_many_and_a_split_one_into_many(tmp_path: Path) -> None:
    """However many candidates a person accepted for it."""
    refresh = compared(two_editions(tmp_path))
    some = refresh.candidates[:2]
    merged = [c._replace(later=some[0].later) for c in some]
    split = [c._replace(earlier=some[0].earlier) for c in some]
    (one,) = continuation_entries(refresh, [(c, "merged", "because") for c in merged])
    assert (2, 1) == (len(one["earlier"]), len(one["later"]))
    (one,) = continuation_entries(refresh, [(c, "split", "because") for c in split])
    assert (1, 2) == (len(one["earlier"]), len(one["later"]))


def test_of_two_that_go_on_as_one_each_has_an_id_of_its_own(tmp_path: Path) -> None:
    """Also beside those that were recorded before."""
    graph = two_editions(tmp_path)
    refresh = compared(graph)
    one, other = refresh.candidates[:2]
    both = [(one, "reworded", "Seen."), (other._replace(later=one.later), "reworded", "Seen too.")]
    record(refresh, continuation_entries(refresh, both))
    refresh = compared(graph)
    record(
        refresh,
        continuation_entries(refresh, [(other._replace(later=one.later), "reworded", "Again.")]),
    )
    assert [] == check(load(Workspace.find(graph)))
