"""Questions to the plans as shipped: where answers stand, and what is left of stated facts alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrgraph import asking
from rrgraph.iris import THINGS
from rrgraph.knowledge import Knowledge
from rrgraph.store import Table

ASK = sorted((Path(__file__).resolve().parents[1] / "queries" / "ask").glob("*.rq"))


@pytest.fixture(scope="module")
def stated(shipped: Knowledge) -> Knowledge:
    """The shipped plans without what is judged and what is computed."""
    return asking.stated_only(shipped)


def sources(kg: Knowledge, name: str) -> Table:
    """A question by name, asked as it stands, with its sources."""
    query = kg.library.find(name)
    bindings = kg.bindings(query, {})
    return asking.with_sources(kg, kg.store.select(query.text, bindings), bindings)


@pytest.mark.parametrize("name", [path.stem for path in ASK])
def test_every_row_with_an_item_has_its_place(shipped: Knowledge, name: str) -> None:
    """But for items that no document prints: what a curator says of two editions, groups of people."""
    for row in sources(shipped, name):
        items = [v for v in row.values() if str(v).startswith(THINGS) and "/continuation/" not in v]
        assert row["sources"] or not items


def test_the_route_to_ministers_is_cited_in_the_words_of_the_plan(shipped: Knowledge) -> None:
    """Sections 4 and 3, one line each."""
    assert [row["sources"].split("; ")[-1] for row in sources(shipped, "reporting-route")][:1] == [
        "yorkshire-humberside-2009, section 4: “formally report to the National Reducing "
        "Re-offending Programme Board”"
    ]


def test_a_body_is_cited_from_the_plan_that_was_asked_about(shipped: Knowledge) -> None:
    """Though another plan names it too."""
    named = shipped.library.find("lead-load")
    for plan in ("yorkshire-humberside-2009", "norfolk-2019"):
        bindings = shipped.bindings(named, {"plan": plan})
        told = asking.with_sources(shipped, shipped.store.select(named.text, bindings), bindings)
        assert all(row["sources"].startswith(f"{plan}, ") for row in told)


def test_what_only_computed_and_judged_facts_have_is_named(
    shipped: Knowledge, stated: Knowledge
) -> None:
    """A word in a text or comment is no term, and what restates a printed fact is still there."""
    assert ["rrg:BodyIdentity (judged)"] == asking.left_out(
        shipped, stated, "?a a rrg:BodyIdentity"
    )
    asked = """SELECT ?a { ?a rrg:isLedBy ?b . ?b rrg:isWithin ?c OPTIONAL { ?a rrg:sameBodyAs ?d }
        FILTER(?c != "rrg:EditorialNote") } # rrg:EditorialNote"""
    assert ["rrg:isWithin (computed)", "rrg:sameBodyAs (computed)"] == asking.left_out(
        shipped, stated, asked
    )


def test_no_judged_and_no_computed_fact_is_left(shipped: Knowledge, stated: Knowledge) -> None:
    """A reference by name alone is still printed; which block an editor took it to mean is gone."""
    blocks = """SELECT ?block {
        ?reference rrg:referenceForm <https://w3id.org/rrgraph/scheme/reference-form/name-only>
        ; rrg:printedText ?printed OPTIONAL { ?reference rrg:target ?block } }"""
    assert [None] * 7 == stated.query(blocks).column("block")
    assert None not in shipped.query(blocks).column("block")
    judged = "SELECT ?a { ?a rrg:basis <https://w3id.org/rrgraph/scheme/basis/editorial> }"
    assert 0 == len(stated.query(judged)) < len(shipped.query(judged))
