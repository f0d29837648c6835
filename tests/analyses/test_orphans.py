"""Orphans: items without links on one side or both."""

from __future__ import annotations

import networkx

from rrgraph.analyses.orphans import orphans
from rrgraph.knowledge import Knowledge

from .conftest import PLAN, short


def test_a_link_to_oneself_joins_an_item_to_nobody() -> None:
    """It stands alone."""
    assert [("a", "no link at all")] == orphans(networkx.DiGraph([("a", "a")]))


def test_what_has_both_is_no_orphan() -> None:
    """In the middle of a chain."""
    rows = orphans(networkx.DiGraph([("a", "b"), ("b", "c")]))
    assert [("a", "nothing refers to it"), ("c", "refers to nothing")] == rows


def test_the_orphans_of_the_region_are_those_of_the_gap_report(kg: Knowledge) -> None:
    """The rules and the analysis agree."""
    rows = list(kg.analysis("orphans", plan=PLAN))
    rules = {
        "nothing refers to it": "block-never-referred-to",
        "refers to nothing": "block-refers-to-nothing",
    }
    for lacks, rule in rules.items():
        found = {finding.focus for finding in kg.gaps(plans=[PLAN], rules=[rule]).findings}
        assert found == {row["item"] for row in rows if row["lacks"] == lacks}
    assert "2.3/children-families" in {short(row["item"]) for row in rows}
