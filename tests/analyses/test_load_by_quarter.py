"""Load by quarter: what falls due when."""

from __future__ import annotations

import networkx
import pytest

from rrgraph.analyses.load_by_quarter import load_by_quarter
from rrgraph.knowledge import Knowledge

from .conftest import PLAN


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        ("2009-01-01", "2009 Q1"), ("2009-03-31", "2009 Q1"), ("2009-04-01", "2009 Q2"),
        ("2009-09-30", "2009 Q3"), ("2009-10-01", "2009 Q4"), ("2009-12-31", "2009 Q4"),
    ],
)  # fmt: skip
def test_quarters_are_those_of_the_calendar(day: str, quarter: str) -> None:
    """Three months each."""
    network = networkx.DiGraph([("a", "x", {"role": "lead, contributing"})])
    network.nodes["x"].update(plan="p", due=day)
    assert [("p", "a", quarter, 1, 1)] == load_by_quarter(network)


def test_actions_without_a_date_count_nowhere() -> None:
    """There is no quarter to tell."""
    network = networkx.DiGraph([("a", "x", {"role": "lead"})])
    network.nodes["x"].update(plan="p", due=None)
    assert [] == load_by_quarter(network)


def test_nobody_has_more_due_in_a_quarter_than_it_carries(kg: Knowledge) -> None:
    """And every date of the plan is in some quarter."""
    carried = {row["party"]: row for row in kg.analysis("partner-load", plan=PLAN)}
    rows = list(kg.analysis("load-by-quarter", plan=PLAN))
    for row in rows:
        assert row["leads"] <= carried[row["party"]]["leads"]
        assert row["contributes"] <= carried[row["party"]]["contributes"]
    months = [r["month"] for r in kg.analysis("calendar", plan=PLAN) if r["month"] != "no date"]
    assert {f"{m[:4]} Q{(int(m[5:]) + 2) // 3}" for m in months} == {r["quarter"] for r in rows}
