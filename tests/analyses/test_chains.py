"""Chains: the shortest ways along the links."""

from __future__ import annotations

import networkx

from rrgraph.analyses.chains import chains
from rrgraph.knowledge import Knowledge

from .conftest import HERE, PLAN, short

DIAMOND = networkx.DiGraph([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "e")])


def test_all_shortest_chains_are_told_and_no_longer_one() -> None:
    """Two ways over b and over c."""
    ways = [(row.chain, row.item, row.refers_to) for row in chains(DIAMOND, "a", "d")]
    assert [(1, "a", "b"), (1, "b", "d"), (2, "a", "c"), (2, "c", "d")] == ways


def test_without_an_end_there_is_one_chain_to_each_item_that_is_reached() -> None:
    """The nearest first."""
    ends = {row.chain: row.refers_to for row in chains(DIAMOND, "a")}
    assert {1: "b", 2: "c", 3: "d", 4: "e"} == ends


def test_there_is_no_chain_against_the_links_nor_to_oneself_nor_to_nowhere() -> None:
    """An empty answer, not a fault."""
    assert [] == chains(DIAMOND, "e", "a")
    assert [] == chains(DIAMOND, "a", "a")
    assert [] == chains(DIAMOND, "a", "elsewhere")
    assert [] == chains(DIAMOND)


def test_at_most_so_many_chains_are_told() -> None:
    """Of many that are as short."""
    assert {1} == {row.chain for row in chains(DIAMOND, "a", "d", most=1)}


def test_a_chain_of_the_plan_has_the_words_printed(kg: Knowledge) -> None:
    """Prevent work refers to public confidence in so many words."""
    (row,) = kg.analysis(
        "chains", plan=PLAN, start=f"{HERE}priority/3.4", end=f"{HERE}priority/1.5"
    )
    assert ("3.4", "1.5") == (short(row["item"]), short(row["refers_to"]))
    assert "1.5 Increasing public confidence" == row["printed"]
