"""Concentration: shares and the Herfindahl-Hirschman index."""

from __future__ import annotations

import networkx
import pytest

from rrgraph.analyses.concentration import concentration
from rrgraph.knowledge import Knowledge

from .conftest import PLAN, shares_by_chance


def plan_of(*leads: tuple[str, str]) -> networkx.DiGraph:
    """A plan in which these lead these actions."""
    network = networkx.DiGraph()
    for party, action in leads:
        network.add_edge(party, action, role="lead")
        network.nodes[action]["plan"] = "p"
    return network


def test_one_that_leads_everything_is_an_index_of_1() -> None:
    """And of ten equals of a tenth."""
    assert 1.0 == concentration(plan_of(("a", "x"), ("a", "y")))[0].hhi
    equal = concentration(plan_of(*((f"p{n}", f"x{n}") for n in range(10))))[0]
    assert (0.1, 0.1, 0.3) == (equal.hhi, equal.share_of_busiest, equal.share_of_three)


def test_a_joint_lead_counts_in_parts() -> None:
    """Half an action each."""
    (row,) = concentration(plan_of(("a", "x"), ("b", "x"), ("a", "y")))
    assert ("a", 0.75, 0.625) == (row.busiest, row.share_of_busiest, row.hhi)


def test_a_post_counts_as_its_body_when_rolled_up() -> None:
    """Two names, one body."""
    network = plan_of(("body", "x"), ("post", "y"))
    network.nodes["post"]["post_in"] = "body"
    assert (2, 1) == (
        concentration(network)[0].leads,
        concentration(network, rolled_up=True)[0].leads,
    )


@pytest.mark.parametrize("seed", range(20))
def test_the_index_lies_between_one_over_the_number_of_leads_and_1(seed: int) -> None:
    """As the shares add up to 1."""
    for row in concentration(shares_by_chance(seed)):
        assert 1 / row.leads - 0.001 <= row.hhi <= 1
        assert row.share_of_busiest <= row.share_of_three <= 1


def test_the_lead_of_the_region_is_concentrated(kg: Knowledge) -> None:
    """Twenty-four lead 56 of the 57 actions; one of them two fifths."""
    (row,) = kg.analysis("concentration", plan=PLAN)
    assert (56, 24) == (row["led"], row["leads"])
    assert row["busiest"].endswith("/noms-yh")
    assert 0.40 <= row["share_of_busiest"] < 0.41
