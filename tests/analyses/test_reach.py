"""Reach: how much hangs on an item through others."""

from __future__ import annotations

import networkx
import pytest

from rrgraph.analyses.reach import reach
from rrgraph.knowledge import Knowledge

from .conftest import PLAN, links_by_chance, short


@pytest.mark.parametrize("seed", range(40))
def test_what_is_reached_is_what_a_walk_from_it_meets(seed: int) -> None:
    """On networks by chance, cycles and links to oneself included."""
    network = links_by_chance(seed)
    for row in reach(network):
        others = set(network.succ[row.item]) - {row.item}, set(network.pred[row.item]) - {row.item}
        assert (row.refers_to, row.referred_to_by) == tuple(map(len, others))
        assert row.reaches == len(networkx.descendants(network, row.item) - {row.item})
        assert row.reached_from == len(networkx.ancestors(network, row.item) - {row.item})


def test_a_network_of_thousands_is_walked_without_recursion() -> None:
    """A chain of 20,000 items."""
    chain = [f"n{number:05}" for number in range(20_000)]
    rows = reach(networkx.path_graph(chain, networkx.DiGraph()))
    assert ("n19999", 0, 0, 1, 19_999) == rows[0]


def test_twelve_blocks_of_the_region_are_reached_from_sixteen_others(kg: Knowledge) -> None:
    """They stand on one cycle, so that all of them reach the same eleven."""
    rows = kg.analysis("reach", plan=PLAN)
    most = [row for row in rows if row["reached_from"] == 16]
    assert 12 == len(most)
    assert {11} == {row["reaches"] for row in most}
    assert "1.3" == short(most[0]["item"])
    assert 11 == most[0]["referred_to_by"]
