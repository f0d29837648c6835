"""Calendar: what falls due in which month."""

from __future__ import annotations

import networkx

from rrgraph.analyses.calendar import calendar
from rrgraph.knowledge import Knowledge

from .conftest import PLAN


def test_an_action_counts_once_in_a_month_and_in_each_of_its_months() -> None:
    """However many milestones it has."""
    network = networkx.DiGraph()
    network.add_node("x", plan="p", due="2009-09-01 2009-09-30 2009-12-31")
    assert [("2009-09", 1), ("2009-12", 1)] == [(r.month, r.actions) for r in calendar(network)]


def test_parties_fall_due_at_no_time() -> None:
    """Only actions have a plan."""
    network = networkx.DiGraph()
    network.add_node("police", plan=None)
    assert [] == calendar(network)


def test_every_action_of_the_region_is_in_a_month_or_without_a_date(kg: Knowledge) -> None:
    """September 2009 has the most; what has no date is what never falls due."""
    rows = list(kg.analysis("calendar", plan=PLAN))
    actions = {action for row in rows for action in row["due"].split()}
    assert 57 == len(actions)
    undated = next(row for row in rows if row["month"] == "no date")
    never = {
        f.focus for f in kg.gaps(plans=[PLAN], rules=["never-overdue", "no-milestone"]).findings
    }
    assert set(undated["due"].split()) == never
    busiest = max(rows, key=lambda row: (row["month"] != "no date") * row["actions"])
    assert "2010-03" == busiest["month"]
