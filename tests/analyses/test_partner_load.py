"""Partner load: as printed, and with units and posts."""

from __future__ import annotations

import pytest

from rrgraph.analyses.partner_load import partner_load
from rrgraph.knowledge import Knowledge

from .conftest import PLAN, shares_by_chance


@pytest.mark.parametrize("seed", range(20))
def test_the_numbers_are_those_of_a_count_by_hand(seed: int) -> None:
    """Where nobody belongs to anybody, rolled up is as printed."""
    network = shares_by_chance(seed)
    rows = partner_load(network)
    for row in rows:
        mine = {a for p, a, d in network.edges(data=True) if p == row.party and d["role"] == "lead"}
        leads = {
            a: {p for p, _, d in network.in_edges(a, data=True) if d["role"] == "lead"}
            for a in mine
        }
        assert row.leads == row.alone + row.jointly == len(mine)
        assert row.alone == sum(len(parties) == 1 for parties in leads.values())
        assert row.actions == len(set(network.succ[row.party]))
    assert rows == partner_load(network, rolled_up=True)


def test_it_agrees_with_the_question_on_the_plan(kg: Knowledge) -> None:
    """As printed and rolled up: 26 under its own name, 40 with units and posts."""
    asked = {row["party"]: row for row in kg.query("lead-load", plan=PLAN)}
    printed = {row["party"]: row for row in kg.analysis("partner-load", plan=PLAN)}
    rolled = {row["party"]: row for row in kg.analysis("partner-load", plan=PLAN, rolled_up=True)}

    for party, row in asked.items():
        own = printed.get(party)
        counts = (own["leads"], own["alone"], own["jointly"]) if own else (0, 0, 0)
        assert (row["leads"], row["alone"], row["jointly"]) == counts
        assert row["with_units_and_posts"] == rolled[party]["leads"]
    noms = next(party for party in asked if party.endswith("/noms-yh"))
    assert (26, 40) == (printed[noms]["leads"], rolled[noms]["leads"])
