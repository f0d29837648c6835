"""Withdrawal: what falls with a partner."""

from __future__ import annotations

import networkx
import pytest

from rrgraph.analyses.withdrawal import withdrawal
from rrgraph.knowledge import Knowledge
from rrgraph.supposing import supposed_report

from .conftest import PLAN, shares_by_chance


@pytest.mark.parametrize("seed", range(20))
def test_it_is_what_nobody_is_left_for_when_the_partner_is_taken_out(seed: int) -> None:
    """Take each out, and look."""
    network = shares_by_chance(seed)

    def led(without: str = "") -> set[str]:
        edges = network.edges(data=True)
        return {a for p, a, d in edges if d["role"] == "lead" and p != without}

    for row in withdrawal(network):
        assert set(row.without_lead) == led() - led(row.party)


def test_a_body_takes_its_posts_with_it() -> None:
    """An action led by both is lost with the body, not with the post."""
    network = networkx.DiGraph([("body", "x", {"role": "lead"}), ("post", "x", {"role": "lead"})])
    network.nodes["post"]["within"] = "body"
    assert {"body": ("x",), "post": ()} == {r.party: r.without_lead for r in withdrawal(network)}


def test_one_partner_can_be_asked_for() -> None:
    """Or one that has no part in the plan."""
    network = shares_by_chance(1)
    party = withdrawal(network)[0].party
    assert [withdrawal(network)[0]] == withdrawal(network, party)
    assert [] == withdrawal(network, "elsewhere")


def test_it_agrees_with_what_is_supposed_to_be_gone(kg: Knowledge) -> None:
    """The analysis and the rule, asked of the plan without the body, say the same."""
    before = kg.gaps(plans=[PLAN], rules=["no-lead"])
    for body in ("noms-yh", "yhip", "nta"):
        rows = kg.analysis("withdrawal", plan=PLAN)
        (row,) = (row for row in rows if row["party"].endswith(f"/{body}"))
        report = supposed_report(kg, before, [f"agency/{body}"], plans=[PLAN], rules=["no-lead"])
        assert set(row["without_lead"].split()) == {finding.focus for finding in report.findings}
