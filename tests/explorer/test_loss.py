"""What if a partner were gone: what nobody would lead, told in the page as by the analysis."""

from __future__ import annotations

from typing import Any

from rrgraph.iris import THINGS, plan_iri
from rrgraph.knowledge import Knowledge

from ..browsing import axe

PLAN = "yorkshire-humberside-2009"


def name(iri: str) -> str:
    """An item as the page names it."""
    return iri.removeprefix(f"{plan_iri(PLAN)}/").removeprefix(THINGS)


def test_what_is_left_without_anybody_is_what_the_analysis_says(
    explorer: Any, shipped: Knowledge
) -> None:
    """For each partner: actions without a lead, without help, and priorities without a lead."""
    page = explorer.turn(f"plan={PLAN}&view=partner-load")
    rows = {name(row["party"]): row for row in shipped.analysis("withdrawal", plan=PLAN)}
    drawn = [card["item"] for card in page.evaluate("rrgraph.cards()")]
    parties = [item for item in drawn if not item.startswith("action/")]
    assert len(parties) == 50
    for party in parties:
        explorer.turn(f"plan={PLAN}&view=partner-load&gone={party}")
        loss, row = page.evaluate("rrgraph.loss"), rows[party]
        assert set(loss["led"]) == set(map(name, row["without_lead"].split())), party
        assert set(loss["helped"]) == set(map(name, row["without_help"].split())), party
        assert set(loss["blocks"]) == set(map(name, row["blocks_without_lead"].split())), party


def test_it_is_shown_in_the_picture_and_told_beside_it(explorer: Any) -> None:
    """A button on the card; what nobody would lead is marked; a second press brings the partner back."""
    page = explorer.turn(f"plan={PLAN}&view=partner-load&sel=agency/yhip")
    page.click("#gone")
    assert page.evaluate("rrgraph.state.gone") == ["agency/yhip"]
    lost = page.evaluate("rrgraph.loss.led")
    assert set(page.evaluate("rrgraph.marked")) == set(lost)
    assert f"Actions that nobody would lead ({len(lost)})" in page.inner_text("#details")
    assert f"{len(lost)} actions without a lead" in page.inner_text("#status")
    assert axe(page) == []
    page.click("#gone")
    assert page.evaluate("rrgraph.state.gone") == []
    assert page.evaluate("rrgraph.marked") == {}


def test_in_other_views_the_priority_is_marked(explorer: Any) -> None:
    """Where the actions are folded away."""
    page = explorer.turn(f"plan={PLAN}&view=dependencies&gone=agency/yhip")
    assert all(item.startswith("priority/") for item in page.evaluate("rrgraph.marked"))
    assert page.evaluate("rrgraph.marked")


def test_a_partner_that_carries_nothing_is_not_offered(explorer: Any) -> None:
    """Nor what is no partner."""
    page = explorer.turn(f"plan={PLAN}&sel=priority/1.3")
    assert page.query_selector("#gone") is None
