"""Hubs: what most others lean on."""

from __future__ import annotations

import networkx

from rrgraph.analyses.hubs import Row, hubs
from rrgraph.knowledge import Knowledge

from .conftest import PLAN, short


def test_links_are_counted_each_way_and_both_ways() -> None:
    """A link to oneself is no link."""
    network = networkx.DiGraph([("a", "b"), ("b", "a"), ("c", "b"), ("b", "b")])
    assert [Row("b", 2, 1, 1, 1.0), Row("a", 1, 1, 1, 0.5), Row("c", 0, 1, 0, 0.0)] == hubs(network)


def test_an_item_alone_has_no_share() -> None:
    """Nor does it divide by nought."""
    network = networkx.DiGraph()
    network.add_node("a")
    assert [Row("a", 0, 0, 0, 0.0)] == hubs(network)


def test_the_hubs_of_the_region_are_those_that_the_questions_name(kg: Knowledge) -> None:
    """As the library answers it."""
    rows = kg.analysis("hubs", plan=PLAN)
    most = [(short(row["item"]), row["referred_to_by"]) for row in rows][:4]
    assert [("1.3", 11), ("1.5", 10), ("1.1", 8), ("1.2", 7)] == most
    asked = kg.query("most-referred-to", plan=PLAN)
    counted = [value for row in asked for value in row.values() if isinstance(value, int)]
    assert {11, 10, 8, 7} <= set(counted)
