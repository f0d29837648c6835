"""Cycles: groups in which each waits for all."""

from __future__ import annotations

import networkx
import pytest

from rrgraph.analyses.cycles import cycles
from rrgraph.knowledge import Knowledge

from .conftest import PLAN, links_by_chance, short


@pytest.mark.parametrize("seed", range(30))
def test_in_a_group_each_leads_to_every_other_and_back(seed: int) -> None:
    """And nothing outside it does both."""
    network = links_by_chance(seed)
    grouped = {item: row.items for row in cycles(network) for item in row.items}
    for item in network:
        both = networkx.descendants(network, item) & networkx.ancestors(network, item)
        assert set(grouped.get(item, [item])) == both | {item}


def test_an_item_that_refers_to_itself_is_no_group() -> None:
    """Nor are links that only go one way."""
    assert [] == cycles(networkx.DiGraph([("a", "a"), ("a", "b")]))


def test_the_region_has_one_cycle_of_twelve_blocks_and_one_of_two(kg: Knowledge) -> None:
    """Health and 3.3 refer to one another, and to none that leads back."""
    rows = list(kg.analysis("cycles", plan=PLAN))
    assert [12, 2] == [row["size"] for row in rows]
    assert "2.3/health 3.3" == short(rows[1]["items"])
