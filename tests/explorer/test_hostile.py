"""Text is text: whatever a plan prints, nothing of it runs and all of it shows."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from pyoxigraph import Literal, Quad

import rrgraph
from rrgraph.explorer import explorer_html
from rrgraph.findings import GapReport
from rrgraph.knowledge import Knowledge
from rrgraph.store import Store

from ..browsing import Opened
from .test_save import saved, table

PLAN = "yorkshire-humberside-2009"

HOSTILE = (
    '<img src=x onerror="window.hacked=1"></script><script>window.hacked=1</script>'
    "<!-- {{7*7}} ${7*7} 'quoted' \"twice\" &lt;b&gt; \u2028 \u202e drow"
)
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
SHOWN = " ".join(HOSTILE.split())


def poisoned(quad: Any) -> Any:
    """The quad with something nasty behind every text."""
    value = quad.object
    if not isinstance(value, Literal) or (
        value.datatype.value != XSD_STRING and not value.language
    ):
        return quad
    text = Literal(f"{value.value} {HOSTILE}", language=value.language or None)
    return Quad(quad.subject, quad.predicate, text, quad.graph_name)


@pytest.fixture(scope="module")
def nasty(shipped: Knowledge) -> Knowledge:
    """The shipped graph, poisoned in every text field."""
    kg = rrgraph.open(shipped.workspace.graph)
    store = Store()
    store.extend([poisoned(quad) for quad in shipped.store.oxigraph])
    kg.__dict__["store"] = store
    return kg


@pytest.fixture(scope="module")
def opened(
    browser: Any, nasty: Knowledge, report: GapReport, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opened]:
    """The page of the poisoned graph."""
    rules = {r: {k: v + HOSTILE for k, v in h.items()} for r, h in report.rules.items()}
    said = GapReport(report.as_of, nasty.gaps().findings, rules)
    file = tmp_path_factory.mktemp("nasty") / "explorer.html"
    file.write_text(explorer_html(nasty, said), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield Opened(context.new_page(), file)
    context.close()


VIEWS = (  # with an item each
    f"plan={PLAN}&view=dependencies&sel=priority/1.3",
    f"plan={PLAN}&view=partner-load&sel=agency/yhip&gone=agency/yhip",
    f"plan={PLAN}&view=policy-links&sel=need/accommodation",
    f"plan={PLAN}&view=governance&sel=agency/dom-yh",
    "plan=norfolk-2019&view=changes&sel=norfolk-2016/priority/iom-scheme",
    f"plan={PLAN}&view=gaps",
)


def test_nothing_runs_and_nothing_is_added(opened: Any) -> None:
    """In every view and mode, with an item chosen, gaps marked, and the search open."""
    page = opened.turn("sel=priority/1.3&gaps=link-one-way")
    scripts = len(page.query_selector_all("script"))
    for view in VIEWS:
        for mode in ("network", "matrix", "table"):
            opened.turn(f"{view}&mode={mode}")
            assert page.evaluate("window.hacked") is None
            assert page.query_selector_all("img, iframe, object, embed") == []
            assert len(page.query_selector_all("script")) == scripts
        page.fill("#find", "drow")
        assert len(page.query_selector_all("#found li")) > 5
        page.press("#find", "Escape")
    assert page.evaluate("window.hacked") is None
    assert opened.complaints == []
    assert {url.split("#")[0] for url in opened.requests} <= {opened.url, "about:blank"}


@pytest.mark.parametrize("view", VIEWS[:5])
def test_a_saved_picture_holds_it_as_text(opened: Any, view: str) -> None:
    """Well-formed, without an element or attribute of the plan's making."""
    page = opened.turn(f"{view}&mode=network")
    root = ET.fromstring(saved(page, ".svg"))
    assert {one.tag.rsplit("}", 1)[-1] for one in root.iter()} <= {
        "svg",
        "g",
        "title",
        "rect",
        "path",
        "text",
    }
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on")]
    assert "onerror" in " ".join("".join(text.itertext()) for text in root.iter())


def test_a_saved_table_holds_it_in_its_cells(opened: Any) -> None:
    """Quotes and line ends make no cell and no row more."""
    page = opened.turn(f"plan={PLAN}&view=dependencies&mode=table")
    rows = table(page, "-items.csv")
    assert len(rows) == 20
    assert all(SHOWN in " ".join(row["Title"].split()) for row in rows)


@pytest.mark.parametrize("mode", ["network", "matrix", "table"])
def test_it_shows_as_it_is_written(opened: Any, mode: str) -> None:
    """To the letter, braces and all."""
    page = opened.turn(f"sel=priority/1.3&mode={mode}&gaps=link-one-way")
    heading = page.evaluate("document.querySelector('#details h2').textContent")
    assert SHOWN in " ".join(heading.split())
    assert SHOWN in " ".join(page.evaluate("document.querySelector('h1').textContent").split())
    body = page.evaluate("document.body.textContent")
    assert "{{7*7}}" in body
    if mode == "network":
        words = page.evaluate("rrgraph.cards()[0].lines").__str__()
        assert "onerror" in words


def test_long_texts_still_leave_every_card_clear(opened: Any) -> None:
    """Each title is now some 150 characters longer."""
    page = opened.turn("view=dependencies")
    cards = page.evaluate("rrgraph.cards()")
    lanes: dict[float, list[Any]] = {}
    for card in cards:
        lanes.setdefault(round(card["x"]), []).append(card)
    for lane in lanes.values():
        lane.sort(key=lambda card: card["y"])
        for upper, lower in pairwise(lane):
            assert upper["y"] + upper["h"] <= lower["y"]
