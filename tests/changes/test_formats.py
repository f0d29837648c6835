"""A refresh in its formats: the same things told, text kept text, the picture whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from markdown_it import MarkdownIt

import rrgraph
from rrgraph import changes
from rrgraph.changes._picture import picture
from rrgraph.changes.html import page
from rrgraph.refresh import Edition, Refresh, compare

from ..browsing import Opened, axe
from ..refresh_plans import CONTINUATIONS, LATER_ACTIONS, two_editions

EVIL = "<script>alert(1)</script> [x](y) | *"


@pytest.fixture(scope="module")
def refresh(tmp_path_factory: pytest.TempPathFactory) -> Refresh:
    """Two editions, one of whose titles would be mark-up if it were let."""
    actions = LATER_ACTIONS.replace("title: Map what is provided", f"title: '{EVIL}'")
    graph = two_editions(tmp_path_factory.mktemp("evil"), actions=actions, editorial=CONTINUATIONS)
    kg = rrgraph.open(graph)
    return compare(Edition(kg, "demo"), Edition(kg, "demo-2010"))


def written(refresh: Refresh, form: str) -> str:
    """A refresh in a format."""
    out = StringIO()
    changes.load(form).write(refresh, out)
    return out.getvalue()


def test_there_are_four_formats() -> None:
    """Each says what it is for."""
    assert ["html", "json", "md", "text"] == changes.names()
    assert all(changes.load(name).SUMMARY for name in changes.names())


def test_json_tells_everything(refresh: Refresh) -> None:
    """Counts, each flow with its items and changes, candidates, and what is not accounted for."""
    told = json.loads(written(refresh, "json"))
    assert {"reworded": 1, "moved": 1, "new": 1} == told["counts"]
    assert ["demo", "demo-2010"] == [told["old"]["plan"], told["new"]["plan"]]
    assert "action/map" == told["flows"][0]["later"][0]["path"]
    assert 457 in [change["days"] for change in told["flows"][0]["changes"]]
    assert 4 == len(told["gone"]) == len(told["come"])
    assert {"earlier", "later", "score", "why"} == set(told["candidates"][0])


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_every_item_is_named_in_every_format(refresh: Refresh, form: str) -> None:
    """Nothing is hidden: what went on, what is new, what nobody accounted for, and candidates."""
    said = re.sub(r"\s+", " ", re.sub(r"\\(.)", r"\1", written(refresh, form)))
    items = [*refresh.gone, *refresh.come, *(i for f in refresh.flows for i in f.later)]
    for item in items:
        label = item.label.split(" <")[0]
        assert label in said, label
    assert "457 days later" in said
    assert "CANDIDATES" in said.upper()
    assert "because" not in said  # the word is YAML's; the reason stands for itself
    assert "Both map what there is." in said


def test_markdown_keeps_text_text(refresh: Refresh) -> None:
    """As a reader of Markdown renders it."""
    html = MarkdownIt("commonmark").enable("table").render(written(refresh, "md"))
    assert "<script>" not in html
    assert "<a " not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; [x](y) | *" in html


# ---------------------------------------------------------------------- the page
@pytest.fixture(scope="module")
def opened(
    refresh: Refresh, browser: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opened]:
    """The page in a browser."""
    file = tmp_path_factory.mktemp("page") / "changes.html"
    file.write_text(page([refresh]), encoding="utf-8")
    context = browser.new_context(bypass_csp=True)
    yield Opened(context.new_page(), file)
    context.close()


def test_the_page_loads_nothing_and_axe_finds_nothing(opened: Opened) -> None:
    """Text stays text there too."""
    assert [opened.url] == opened.requests
    assert [] == opened.complaints
    assert [] == axe(opened.page)
    assert EVIL in opened.page.inner_text("main")


def test_the_picture_has_a_card_for_each_item_and_a_line_for_each_flow(refresh: Refresh) -> None:
    """Old on the left, new on the right, none on another, all within the frame."""
    drawn = picture(refresh)
    shown = {card.item.iri: card for card in drawn.cards}
    items = {i.iri for f in refresh.flows for i in (*f.earlier, *f.later)}
    assert items | {i.iri for i in (*refresh.gone, *refresh.come)} == set(shown)
    assert 1 == len(drawn.lines)
    for x in {card.x for card in drawn.cards}:
        column = sorted((c for c in drawn.cards if c.x == x), key=lambda c: c.y)
        for above, below in pairwise(column):
            assert above.y + above.high < below.y
        assert column[-1].y + column[-1].high <= drawn.high
    sides = {iri: card.x for iri, card in shown.items()}
    assert all(0 == sides[i.iri] for f in refresh.flows for i in f.earlier)
    assert all(0 < sides[i.iri] for f in refresh.flows for i in f.later)


def test_words_of_the_picture_stay_on_their_cards(opened: Opened) -> None:
    """As the browser letters them."""
    over = opened.page.evaluate(
        """[...document.querySelectorAll('svg.flows g')].filter(g => {
             const card = g.querySelector('rect').getBBox();
             return [...g.querySelectorAll('text')].some(text => {
               const box = text.getBBox();
               return box.x + box.width > card.x + card.width || box.y + box.height > card.y + card.height; });
           }).map(g => g.textContent)"""
    )
    assert [] == over
