"""The view of a refresh: both editions, what goes on in what, as `rrgraph diff` tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from rrgraph.knowledge import Knowledge
from rrgraph.refresh import HEADINGS, Refresh, refreshes

ADDRESS = "plan=norfolk-2019&view=changes"


@pytest.fixture(scope="module")
def refresh(shipped: Knowledge) -> Refresh:
    """Norfolk 2016 beside its refresh of 2019."""
    (found,) = refreshes(shipped)
    return found


@pytest.fixture
def page(explorer: Any) -> Iterator[Any]:
    """The view of that refresh."""
    yield explorer.turn(ADDRESS)
    assert explorer.complaints == []


def test_every_flow_is_a_line_from_the_old_edition_to_the_new(page: Any, refresh: Refresh) -> None:
    """One for each pair that a continuation joins, full where the words are carried over."""
    wanted = Counter(
        (f"norfolk-2016/{one.path}", other.path, "verbatim" in flow.kinds)
        for flow in refresh.flows
        for one in flow.earlier
        for other in flow.later
    )
    drawn = Counter(
        (e["from"], e["to"], e["kind"] == "same") for e in page.evaluate("rrgraph.links")
    )
    assert drawn == wanted
    assert drawn.total() == 15


def test_what_became_of_an_item_is_the_filter(page: Any, refresh: Refresh) -> None:
    """Ten were dropped; without them their cards are gone, and what was also merged stays."""
    shown = page.evaluate("""Object.fromEntries([...document.querySelectorAll('#filters [id^=tag-]')]
      .map(box => [...box.labels[0].querySelectorAll('span')].map(span => span.textContent))
      .map(([tag, count]) => [tag, Number(count)]))""")
    told: dict[str, set[str]] = {}
    for flow in refresh.flows:
        for item in (*flow.earlier, *flow.later):
            told.setdefault(item.iri, set()).update(HEADINGS[kind] for kind in flow.kinds)
    assert shown == Counter(tag for tags in told.values() for tag in tags)
    before = len(page.evaluate("rrgraph.cards()"))
    page.uncheck("#tag-dropped")
    assert len(page.evaluate("rrgraph.cards()")) == before - 10
    page.uncheck("#tag-merged")
    items = {card["item"] for card in page.evaluate("rrgraph.cards()")}
    assert "norfolk-2016/priority/crc-arrangements" not in items  # merged only
    assert "norfolk-2016/priority/prison-probation-reforms" in items  # moved as well


def test_the_card_says_why_a_curator_thinks_so(explorer: Any, page: Any, refresh: Refresh) -> None:
    """And what changed, in the words of the report on the refresh."""
    flow = next(
        f for f in refresh.flows if f.earlier and f.earlier[0].path == "priority/iom-scheme"
    )
    explorer.turn(f"{ADDRESS}&sel=norfolk-2016/priority/iom-scheme")
    told = page.inner_text("#details")
    assert flow.because in told
    assert 'title "Persistent offenders and the IOM scheme" becomes "IOM programme"' in told
    assert "section 4" in told


def test_an_edition_that_revises_none_has_no_such_view(explorer: Any) -> None:
    """Nor has one whose earlier edition is not here."""
    page = explorer.turn("plan=norfolk-2016&view=changes")
    assert page.evaluate("rrgraph.state.view") == "dependencies"
    assert page.query_selector("[data-tab=changes]") is None
