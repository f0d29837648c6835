"""Brokers: through whom others are joined."""

from __future__ import annotations

import networkx

from rrgraph.analyses.brokers import brokers
from rrgraph.knowledge import Knowledge

from .conftest import PLAN


def test_partners_of_one_action_all_know_one_another() -> None:
    """Nobody stands between them."""
    network = networkx.DiGraph()
    network.add_edges_from(((party, "x") for party in "abc"), role="contributing")
    assert [("a", 2, 0.0), ("b", 2, 0.0), ("c", 2, 0.0)] == brokers(network)


def test_a_partner_of_nobody_works_with_nobody() -> None:
    """It is told all the same."""
    network = networkx.DiGraph([("a", "x", {"role": "lead"})])
    assert [("a", 0, 0.0)] == brokers(network)


def test_the_regional_office_joins_most_partners_of_the_region(kg: Knowledge) -> None:
    """Every party of the plan is told once."""
    rows = list(kg.analysis("brokers", plan=PLAN))
    assert rows[0]["party"].endswith("/noms-yh")
    parties = [row["party"] for row in kg.analysis("partner-load", plan=PLAN)]
    assert sorted(parties) == sorted(row["party"] for row in rows)
