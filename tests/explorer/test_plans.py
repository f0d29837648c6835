"""Other plans than the shipped ones: two at once, a very small one, none at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import rrgraph
from rrgraph.explorer import explorer_html

from ..browsing import Opened

Make = Callable[..., Path]


def page_of(graph: Path, browser: Any) -> Opened:
    """The explorer of a graph, opened."""
    kg = rrgraph.open(graph)
    file = graph.parent / "explorer.html"
    file.write_text(explorer_html(kg, kg.gaps()), encoding="utf-8")
    return Opened(browser.new_page(), file)


def test_the_plan_switch(make_graph: Make, browser: Any) -> None:
    """With two plans there is a choice; each is shown with its own items and gaps."""
    graph = make_graph()
    plans = graph / "plans"
    shutil.copytree(plans / "demo", plans / "other")
    plan = plans / "other" / "plan.yaml"
    text = (
        plan.read_text(encoding="utf-8").replace("id: demo", "id: other").replace("Demo", "Other")
    )
    plan.write_text(text, encoding="utf-8")
    opened = page_of(graph, browser)
    page = opened.page
    assert page.evaluate("rrgraph.state.plan") == "demo"
    page.select_option("#plan", "other")
    assert page.evaluate("rrgraph.state.plan") == "other"
    assert "Other plan" in page.inner_text("h1")
    opened.turn("plan=other&sel=other/priority/1.1")
    assert page.evaluate("rrgraph.state.sel") == "priority/1.1"
    opened.turn("plan=demo&sel=other/priority/1.1")
    assert page.evaluate("rrgraph.state.sel") == ""
    assert opened.complaints == []


def test_views_without_anything_to_show_are_not_offered(make_graph: Make, browser: Any) -> None:
    """The small plan has no governance; with one plan there is nothing to switch."""
    opened = page_of(make_graph(), browser)
    views = opened.page.evaluate(
        "[...document.querySelectorAll('#views a')].map(a => a.dataset.tab)"
    )
    assert "governance" not in views
    assert not opened.page.is_visible("#plan")
    for view in views:
        for mode in ("network", "matrix", "table"):
            opened.turn(f"view={view}&mode={mode}")
    assert opened.complaints == []


def test_no_plan_at_all(make_graph: Make, browser: Any) -> None:
    """The page says so, and does not break."""
    graph = make_graph()
    shutil.rmtree(graph / "plans" / "demo")
    opened = page_of(graph, browser)
    assert "There is no plan" in opened.page.inner_text("main")
    assert opened.complaints == []
