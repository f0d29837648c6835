"""The file itself: whole, small, the same every time, and closed to the outside."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from rrgraph.errors import UsageError
from rrgraph.explorer import explorer_html, write_explorer
from rrgraph.findings import GapReport
from rrgraph.knowledge import Knowledge
from rrgraph.store import Store

PLAN = "yorkshire-humberside-2009"
FRAME, PER_NODE = 600_000, 1_300  # bytes


def data(html: str, name: str) -> Any:
    """One of the data blocks of a page."""
    found = re.search(
        rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL
    )
    assert found
    return json.loads(found[1])


def own(html: str) -> dict[str, Any]:
    """What the page knows of the Yorkshire & Humberside plan."""
    found: dict[str, Any] = next(p for p in data(html, "data")["plans"] if p["id"] == PLAN)
    return found


def test_the_same_graph_gives_the_same_bytes(
    shipped: Knowledge, report: GapReport, html: str
) -> None:
    """So that a change in the page is a change in the plan."""
    assert explorer_html(shipped, report) == html


def test_the_order_in_which_a_store_was_filled_changes_nothing(
    shipped: Knowledge, report: GapReport, html: str
) -> None:
    """Plans that were kept from last time are read back in another order."""
    lines = shipped.store.dump_nquads().splitlines(keepends=True)
    again = Knowledge(shipped.loaded)
    again.store = Store()
    again.store.load_nquads(b"".join(sorted(lines)))
    assert explorer_html(again, report) == html


def test_it_is_a_whole_html_document(html: str) -> None:
    """With a doctype, a language and a title."""
    assert html.startswith("<!doctype html>")
    assert '<html lang="en-GB">' in html
    assert "<title>Explorer" in html


def test_nothing_in_it_points_outside(html: str) -> None:
    """No script, style or picture is to be fetched."""
    frame = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert not re.findall(r'(?:src|href)\s*=\s*["\']?(?:https?:)?//', frame)
    assert "@import" not in frame
    assert "url(" not in frame


def test_the_policy_names_every_script_and_style_by_its_digest(html: str) -> None:
    """And forbids the rest."""
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert found
    policy = found[1].replace("&#39;", "'")
    for text in [*re.findall(r"<script>(.*?)</script>", html, re.DOTALL),
                 *re.findall(r"<style>(.*?)</style>", html, re.DOTALL)]:  # fmt: skip
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "unsafe" not in policy


def test_it_is_small(html: str) -> None:
    """The frame with the drawing library, what a card may cost, and the words of the details."""
    details = len(json.dumps(data(html, "data")))
    assert len(html.encode()) <= FRAME + PER_NODE * len(data(html, "nodes")) + details


def test_the_twenty_blocks_stand_in_three_themes(html: str) -> None:
    """In the order of the plan."""
    view = own(html)["views"][0]
    assert len(view["rows"]) == 20
    assert [h["lines"][0][:1] for h in view["headings"] if h["level"] == 1] == ["1", "2", "3"]


def test_the_card_of_an_action_tells_all(html: str) -> None:
    """Action 2.2.2: what question Q02 asks for."""
    item = own(html)["items"]["action/2.2.2"]
    sections = {section["h"]: section["rows"] for section in item["f"]}
    assert len(sections["Measures"]) == 2
    assert len(sections["Milestones"]) == 4
    assert any("NI 30" in row.get("o", "") for row in sections["Measures"])
    assert all("section 9, row 2.2.2" in row["w"] for row in sections["Milestones"])
    led = [
        e for e in data(html, "edges") if e["to"].endswith("action/2.2.2") and e["kind"] == "leads"
    ]
    assert {e["from"].split("agency/")[1] for e in led} == {"dom-yh", "goyh"}


def test_a_link_carries_the_words_that_make_it(html: str) -> None:
    """1.1 points at 1.3 through action 1.3.1."""
    link = next(
        e for e in data(html, "edges")
        if e["from"].endswith("priority/1.1") and e["to"].endswith("priority/1.3") and e["kind"] == "refers"
    )  # fmt: skip
    assert [row["r"] for row in link["rows"]] == ["action/1.3.1"]
    assert "IOM" in link["rows"][0]["t"]


def test_gaps_are_those_of_the_report(html: str, report: GapReport) -> None:
    """Same rules, same counts, same words."""
    for plan in data(html, "data")["plans"]:
        listed = [f for f in report.findings if f.plan == plan["id"]]
        assert [(f.rule, f.message, f.advice) for f in listed] == [
            (f["rule"], f["message"], f["advice"]) for f in plan["findings"]
        ]


def test_most_gaps_have_a_card_to_be_marked_at(html: str) -> None:
    """Except those about the plan as a whole."""
    plan = own(html)
    without = {f["rule"] for f in plan["findings"] if not f.get("at")}
    assert len(without) <= 4


def test_one_plan_can_be_asked_for(shipped: Knowledge, report: GapReport) -> None:
    """And a plan that is not there is told, with the nearest."""
    page = explorer_html(shipped, report, plan=PLAN)
    assert [plan["id"] for plan in data(page, "data")["plans"]] == [PLAN]
    with pytest.raises(UsageError, match="There is no plan"):
        explorer_html(shipped, report, plan="yorkshire-humberside-2010")


def test_links_to_the_other_pages_only_beside_them(
    shipped: Knowledge, report: GapReport, html: str
) -> None:
    """A page written alone has no link that leads nowhere."""
    assert data(html, "data")["pages"] is False
    assert data(explorer_html(shipped, report, pages=True), "data")["pages"] is True


def test_it_can_be_written_to_a_file(shipped: Knowledge, tmp_path: Path) -> None:
    """In UTF-8, whatever the machine's own encoding."""
    write_explorer(shipped, tmp_path / "explorer.html", plan=PLAN)
    assert "re-offending" in (tmp_path / "explorer.html").read_text(encoding="utf-8")
