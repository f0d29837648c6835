"""The gaps as a list: the findings of the report, rule by rule, each leading to its item."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from rrgraph.findings import GapReport

from ..browsing import axe

PLAN = "yorkshire-humberside-2009"
ROWS = """Object.fromEntries([...document.querySelectorAll('.rule')]
  .map(rule => [rule.querySelector('code').textContent, rule.querySelectorAll('tbody tr').length]))"""


@pytest.mark.parametrize("plan", [PLAN, "norfolk-2016", "norfolk-2019"])
def test_it_lists_what_the_report_lists(explorer: Any, report: GapReport, plan: str) -> None:
    """Under the same rules, as many of each, in the same words, worst first."""
    page = explorer.turn(f"plan={plan}&view=gaps")
    for button in page.query_selector_all("[data-whole]"):
        page.click(f"[data-whole={button.get_attribute('data-whole')}]")
    findings = [f for f in report.findings if f.plan == plan]
    assert page.evaluate(ROWS) == Counter(f.rule for f in findings)
    told = " ".join(page.text_content("#sheet").split())
    assert all(" ".join(f.message.split()) in told for f in findings)
    assert all(" ".join(f.advice.split()) in told for f in findings)
    marks = page.evaluate(
        "[...document.querySelectorAll('.rule h3 .mark')].map(m => m.textContent)"
    )
    assert marks == sorted(marks, key=["Decide", "Mend", "Note"].index)


def test_rules_and_severities_are_the_filter(explorer: Any, report: GapReport) -> None:
    """One rule by its box, all of a severity at once; the address remembers."""
    page = explorer.turn(f"plan={PLAN}&view=gaps")
    page.click("#all-error")
    errors = {f.rule for f in report.findings if f.plan == PLAN and f.severity == "error"}
    assert set(page.evaluate(ROWS)) == errors == set(page.evaluate("rrgraph.state.gaps"))
    page.uncheck("#gap-no-lead")
    assert set(page.evaluate(ROWS)) == errors - {"no-lead"}
    page.click("#no-gaps")
    assert len(page.evaluate(ROWS)) == len({f.rule for f in report.findings if f.plan == PLAN})


def test_an_item_leads_to_its_card_with_the_gap_marked(explorer: Any) -> None:
    """In the view that shows it."""
    page = explorer.turn(f"plan={PLAN}&view=gaps&gaps=no-lead")
    page.click(".rule td .link")
    state = page.evaluate("rrgraph.state")
    assert (state["sel"], state["gaps"]) == ("action/visitors-centres", ["no-lead"])
    assert state["view"] != "gaps"
    assert "visitors' centres" in page.inner_text("#details h2")


def test_a_rule_is_marked_in_the_picture_that_shows_most_of_it(explorer: Any) -> None:
    """As an overlay, with the rest dimmed."""
    page = explorer.turn(f"plan={PLAN}&view=gaps")
    page.click("[data-mark=psa-cited-not-described]")
    state = page.evaluate("rrgraph.state")
    assert (state["view"], state["mode"]) == ("policy-links", "network")
    assert page.evaluate("Object.keys(rrgraph.marked).every(id => id.startsWith('psa/'))")


@pytest.mark.parametrize(
    ("plan", "rule", "view"),
    [("norfolk-2019", "dropped-silently", "changes"), (PLAN, "no-lead", "partner-load")],
)
def test_of_pictures_that_show_as_much_the_nearest_is_taken(
    explorer: Any, plan: str, rule: str, view: str
) -> None:
    """A dropped item on its own card, not all of them on that of the plan; so an action before its priority."""
    page = explorer.turn(f"plan={plan}&view=gaps")
    page.click(f"[data-mark={rule}]")
    assert page.evaluate("rrgraph.state.view") == view


def test_axe_finds_nothing(explorer: Any) -> None:
    """Wide and narrow, light and dark."""
    page = explorer.turn(f"plan={PLAN}&view=gaps")
    assert axe(page) == []
    page.emulate_media(color_scheme="dark")
    explorer.turn(f"plan={PLAN}&view=gaps&gaps=no-lead", 320, 800)
    assert axe(page) == []
    page.emulate_media(color_scheme="light")
