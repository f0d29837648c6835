"""Smallest cover: the fewest partners with a hand in every block."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import networkx
import pytest

from rrgraph.analyses import smallest_cover as module
from rrgraph.analyses.smallest_cover import smallest_cover
from rrgraph.knowledge import Knowledge

from .conftest import PLAN, shares_by_chance


def covers(network: networkx.DiGraph, leads_only: bool = False) -> dict[str, set[str]]:
    """The blocks in which each partner has a part."""
    found = defaultdict(set)
    for party, action, link in network.edges(data=True):
        if not leads_only or link["role"] == "lead":
            found[party].add(network.nodes[action]["block"])
    return found


@pytest.mark.parametrize("leads_only", [False, True])
@pytest.mark.parametrize("seed", range(40))
def test_no_smaller_set_covers_every_block(seed: int, leads_only: bool) -> None:
    """Try them all."""
    network = shares_by_chance(seed)
    reached = covers(network, leads_only)
    every = set().union(*reached.values())
    rows = smallest_cover(network, leads_only)

    assert every == {block for row in rows for block in row.brings}
    assert sum(len(row.brings) for row in rows) == len(every)
    for size in range(len(rows)):
        for chosen in combinations(sorted(reached), size):
            assert every - set().union(*(reached[party] for party in chosen))


def test_where_the_search_would_not_end_the_greedy_answer_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It still covers everything."""
    monkeypatch.setattr(module, "MOST_TRIES", 0)
    network = shares_by_chance(3)
    rows = smallest_cover(network)
    assert {"no, at most that few"} == {row.exact for row in rows}
    every = set().union(*covers(network).values())
    assert every == {block for row in rows for block in row.brings}


def test_of_equal_sets_the_first_in_the_alphabet_is_told() -> None:
    """So that two runs agree."""
    network = networkx.DiGraph()
    for party in ("b", "a"):
        network.add_edge(party, "x", role="lead")
    network.nodes["x"]["block"] = "one"
    assert ["a"] == [row.party for row in smallest_cover(network)]


def test_four_partners_have_a_hand_in_all_twenty_blocks(kg: Knowledge) -> None:
    """Whether one asks for leads alone or for contributors too."""
    for leads_only in (False, True):
        rows = list(kg.analysis("smallest-cover", plan=PLAN, leads_only=leads_only))
        assert 4 == len(rows)
        assert 20 == sum(len(row["brings"].split()) for row in rows)
        assert {"yes"} == {row["exact"] for row in rows}
