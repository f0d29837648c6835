"""Needs coverage: which assessed needs a plan answers."""

from __future__ import annotations

import networkx

from rrgraph.analyses.needs_coverage import needs_coverage
from rrgraph.knowledge import Knowledge

from .conftest import PLAN, short


def test_needs_that_nothing_answers_come_first_then_those_that_most_have() -> None:
    """Blocks are no needs; a need without a figure is there too."""
    network = networkx.DiGraph([("debt", "block"), ("work", "block")])
    network.add_nodes_from(
        [
            ("debt", {"kind": "need", "share": 30}),
            ("work", {"kind": "need", "share": 60}),
            ("friends", {"kind": "need", "share": None}),
            ("block", {"kind": "block"}),
        ]
    )
    told = [(row.need, row.blocks) for row in needs_coverage(network)]
    assert [("friends", 0), ("work", 1), ("debt", 1)] == told


def test_of_the_ten_needs_of_the_region_one_is_answered_by_nothing(kg: Knowledge) -> None:
    """As the gap report says; each of the others by one."""
    rows = list(kg.analysis("needs-coverage", plan=PLAN))
    assert 10 == len(rows)
    assert [("lifestyle-associates", 64)] == [
        (short(row["need"]), row["percent"]) for row in rows if not row["blocks"]
    ]
    assert {0, 1} == {row["blocks"] for row in rows}
