"""Policy coverage: which targets a plan serves."""

from __future__ import annotations

import networkx

from rrgraph.analyses.policy_coverage import policy_coverage
from rrgraph.knowledge import Knowledge

from .conftest import PLAN


def test_what_nothing_serves_is_there_with_nought() -> None:
    """Blocks are no targets."""
    network = networkx.DiGraph()
    network.add_node("block", kind="block")
    network.add_node("psa", kind="psa")
    assert [("psa", "psa", (), 0, 0.0)] == policy_coverage(network)


def test_it_agrees_with_the_gap_report(kg: Knowledge) -> None:
    """Indicators that no block is measured by, and PSAs that are described and not cited."""
    rows = list(kg.analysis("policy-coverage", plan=PLAN))
    unserved = {row["target"] for row in rows if not row["blocks"]}
    for rule in ("indicator-not-measured", "psa-described-not-cited"):
        found = {f.focus for f in kg.gaps(plans=[PLAN], rules=[rule]).findings}
        assert found
        assert found <= unserved
    cited = {row["target"]: row["blocks"] for row in rows if row["kind"] == "psa" and row["blocks"]}
    assert 26 >= max(cited.values())
    assert sum(cited.values()) <= 26
