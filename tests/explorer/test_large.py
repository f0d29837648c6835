"""A plan of many thousand items: the page opens, on a table, and draws no more than can be looked at."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

import rrgraph
from rrgraph.explorer import explorer_html

from ..browsing import READY, Opened

ACTIONS = 2100
LEAD = ", leads: [{participant: body, printed: The body, name: The body}]"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of one plan with 2,100 actions in 70 priorities, half of them with a lead."""
    folder = tmp_path_factory.mktemp("large")
    graph = folder / "graph"
    plan = graph / "plans" / "large"
    plan.mkdir(parents=True)
    (graph / "agencies.yaml").write_text(
        "agencies:\n  - {id: body, type: Agency, name: The body}\n", encoding="utf-8"
    )
    (plan / "plan.yaml").write_text(
        "id: large\ntitle: Large plan\nperiodStart: 2009-04-01\nperiodEnd: 2010-03-31\n"
        "publisher: body\ndocument: {id: large, title: Large plan, file: large.txt}\n"
        'columns: [{id: leads, section: "1", heading: leads, holds: leads}]\n',
        encoding="utf-8",
    )
    lines = ["themes:", '  - {id: "1", number: "1", title: Theme, section: "1", priorities: [']
    for block in range(70):
        actions = ", ".join(
            f"{{id: a{block}-{at}, title: Do thing {block} {at}, text: Thing., quote: thing{LEAD * (at % 2)}}}"
            for at in range(ACTIONS // 70)
        )
        lines.append(f"    {{id: b{block}, title: Priority {block}, actions: [{actions}]}},")
    lines.append("  ]}")
    (plan / "actions.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    kg = rrgraph.open(graph)
    return explorer_html(kg, kg.gaps())


@pytest.fixture(scope="module")
def opened(browser: Any, large: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """That page in the browser."""
    file = tmp_path_factory.mktemp("page") / "explorer.html"
    file.write_text(large, encoding="utf-8")
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    opened = Opened(page, file)
    page.evaluate(READY)
    yield opened
    assert opened.complaints == []
    context.close()


def test_its_data_is_packed_and_still_only_json(large: str) -> None:
    """A tenth of the size; whoever wants it unpacks it with any tool."""
    blocks = re.findall(r'<script type="application/json" id="(\w+)">(.*?)</script>', large)
    assert [name for name, _ in blocks] == ["packed", "options"]
    text = gzip.decompress(base64.b64decode(json.loads(blocks[0][1]))).decode()
    assert set(json.loads(text)) == {"data", "nodes", "edges"}
    assert len(blocks[0][1]) < len(text) / 5
    assert len(large) < 1_000_000


def test_a_view_of_more_than_two_thousand_cards_opens_as_a_table(opened: Any) -> None:
    """A thousand rows at once; the rest is asked for; the picture is there for whoever wants it."""
    page = opened.turn("view=partner-load")
    assert page.evaluate("rrgraph.state.mode") == "table"
    rows = "document.querySelector('#table').tBodies[0].rows.length"
    assert page.evaluate(rows) == 1000
    page.click("#table tfoot button")
    assert page.evaluate(rows) == ACTIONS + 1
    page = opened.turn("view=partner-load&mode=network")
    assert len(page.evaluate("rrgraph.cards()")) == ACTIONS + 1
    page = opened.turn("view=dependencies")
    assert page.evaluate("rrgraph.state.mode") == "network"
    assert page.get_attribute("[data-tab=partner-load]", "href").endswith("mode=table")


def test_a_choice_leaves_a_large_table_as_it_is(opened: Any) -> None:
    """Only other rows are lit: the chosen item's, and those of its links."""
    page = opened.turn("view=partner-load&mode=table")
    page.evaluate("window.row = document.querySelector('#table').tBodies[0].rows[1]")
    lit = "[...document.querySelectorAll('tr.chosen')].map(row => row.querySelector('[data-id]').dataset.id)"
    for action in ("action/a0-1", "action/a0-3"):
        opened.turn(f"view=partner-load&mode=table&sel={action}")
        assert page.evaluate(lit) == [action, "agency/body"]
    assert page.evaluate("row === document.querySelector('#table').tBodies[0].rows[1]")
    opened.turn("view=partner-load&mode=table&hide=agency")
    assert not page.evaluate("row.isConnected")


def test_only_cards_in_sight_are_drawn(opened: Any) -> None:
    """However many there are."""
    page = opened.turn("view=partner-load&mode=network")
    drawn = page.evaluate("""() => {
      const paper = CanvasRenderingContext2D.prototype, kept = paper.roundRect;
      let count = 0;
      paper.roundRect = function (...at) { count += 1; return kept.apply(this, at); };
      rrgraph.network.redraw();
      paper.roundRect = kept;
      return count;
    }""")
    assert 10 < drawn < 200


def test_of_many_links_those_of_the_chosen_card_are_drawn(opened: Any) -> None:
    """The others would be a grey wall, and take the time that a choice may."""
    curves = """() => {
      const paper = CanvasRenderingContext2D.prototype, kept = paper.bezierCurveTo;
      let count = 0;
      paper.bezierCurveTo = function (...at) { count += 1; return kept.apply(this, at); };
      rrgraph.network.redraw();
      paper.bezierCurveTo = kept;
      return count;
    }"""
    page = opened.turn("view=partner-load&mode=network&sel=action/a0-1")
    page.wait_for_timeout(200)  # until the picture rests
    assert page.evaluate(curves) == 1
    opened.turn("view=partner-load&mode=network")
    assert page.evaluate(curves) > 10


def test_a_matrix_is_drawn_in_parts(opened: Any) -> None:
    """Sixty rows and columns of seventy; the buttons and a choice move on."""
    page = opened.turn("view=dependencies&mode=matrix")
    size = "(t => [t.tBodies[0].rows.length, t.tHead.rows[0].cells.length - 1])(document.querySelector('.matrix'))"
    assert page.evaluate(size) == [60, 60]
    page.click('[aria-label="Later rows"]')
    assert page.evaluate(size) == [10, 60]
    later = page.query_selector('[aria-label="Later rows"]')
    assert later.get_attribute("aria-disabled") == "true"
    assert later.evaluate("button => button === document.activeElement")  # the focus stays
    page = opened.turn("view=dependencies&mode=matrix&sel=priority/b3")
    assert page.evaluate(size) == [60, 60]
    page = opened.turn("view=dependencies&mode=matrix&sel=priority/b69")
    assert page.evaluate(size) == [10, 10]
    assert page.is_visible(".matrix tbody th.chosen")


def test_findings_of_one_rule_are_listed_fifty_at_a_time(opened: Any) -> None:
    """With a button for all."""
    page = opened.turn("view=gaps&gaps=no-lead")
    rows = "document.querySelectorAll('#rule-no-lead tbody tr').length"
    assert page.evaluate(rows) == 50
    page.click("[data-whole=no-lead]")
    assert page.evaluate(rows) == ACTIONS / 2
