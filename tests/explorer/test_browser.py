"""The page as people meet it, in a real browser, opened from a file."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from rrgraph.findings import GapReport

from ..browsing import axe

PLAN = "yorkshire-humberside-2009"
VIEWS = ("dependencies", "partner-load", "policy-links", "governance")
MODES = ("network", "matrix", "table")
SHOWN = {  # the views of each plan; of one that names no body for an action there is no load to show
    PLAN: VIEWS,
    "norfolk-2016": ("dependencies", "policy-links", "governance"),
    "norfolk-2019": (*VIEWS, "changes"),
}
CHOSEN = {
    "dependencies": "priority/2.2",
    "partner-load": "agency/yhip",
    "policy-links": "priority/2.3/accommodation",
    "governance": "agency/dom-yh",
}
EVERY = [(plan, view) for plan, views in SHOWN.items() for view in views]
WINDOWS = ((1440, 900), (1280, 720))


def touching(cards: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Pairs of cards of which one lies on the other."""
    found = []
    for at, one in enumerate(cards):
        for other in cards[at + 1 :]:
            across = one["x"] < other["x"] + other["w"] and other["x"] < one["x"] + one["w"]
            down = one["y"] < other["y"] + other["h"] and other["y"] < one["y"] + one["h"]
            if across and down:
                found.append((one["item"], other["item"]))
    return found


def state(page: Any) -> dict[str, Any]:
    """What is chosen in the page."""
    found: dict[str, Any] = page.evaluate("rrgraph.state")
    return found


# ---------------------------------------------------------------------- the picture
@pytest.mark.parametrize(("wide", "high"), WINDOWS)
@pytest.mark.parametrize(("plan", "view"), EVERY)
def test_cards_stand_clear_whole_and_legible(
    explorer: Any, plan: str, view: str, wide: int, high: int
) -> None:
    """No card lies on another or is cut off, and letters have 12 pixels.

    The picture is never wider than its frame; one that is higher scrolls, like a page. The
    Dependencies view is all in sight without scrolling.
    """
    page = explorer.turn(f"plan={plan}&view={view}", wide, high)
    cards, frame = page.evaluate("rrgraph.cards()"), page.evaluate("rrgraph.frame()")
    assert touching(cards) == []
    assert page.evaluate("rrgraph.letter") >= 12
    reach = frame["high"] if view != "dependencies" else frame["h"]
    for card in cards:
        assert frame["x"] <= card["x"], card
        assert card["x"] + card["w"] <= frame["x"] + frame["w"], card
        assert frame["y"] <= card["y"], card
        assert card["y"] + card["h"] <= frame["y"] + reach, card


def test_choosing_a_card_moves_nothing(explorer: Any) -> None:
    """Every card of the Dependencies stays where it is, and in sight, however long its name."""
    place = "rrgraph.cards().map(({item, x, y}) => [item, Math.round(x), Math.round(y)])"
    before = explorer.turn(f"plan={PLAN}", 1280, 720).evaluate(f"[{place}, rrgraph.frame()]")
    page = explorer.turn(f"plan={PLAN}&sel=priority/1.3", 1280, 720)
    assert page.evaluate(f"[{place}, rrgraph.frame()]") == before


def test_the_last_card_can_be_scrolled_to(explorer: Any) -> None:
    """Choosing an item brings its card into sight."""
    page = explorer.turn("view=partner-load")
    last = max(page.evaluate("rrgraph.cards()"), key=lambda card: card["y"])["item"]
    explorer.turn(f"view=partner-load&sel={last}")
    frame = page.evaluate("rrgraph.frame()")
    card = next(c for c in page.evaluate("rrgraph.cards()") if c["item"] == last)
    assert frame["y"] <= card["y"]
    assert card["y"] + card["h"] <= frame["y"] + frame["h"]


def test_words_on_a_card_are_the_whole_title(explorer: Any, shipped: Any) -> None:
    """Wrapped, never cut."""
    page = explorer.turn("view=dependencies")
    titles = {
        row["node"].split(f"{PLAN}/")[1]: row["title"]
        for row in shipped.query("SELECT ?node ?title { ?node a rrg:Block ; rrg:title ?title }")
        if PLAN in row["node"]
    }
    for card in page.evaluate("rrgraph.cards()"):
        assert " ".join(" ".join(card["lines"]).split()) == " ".join(titles[card["item"]].split())


def test_choosing_a_card_lights_its_links_both_ways(explorer: Any) -> None:
    """1.3 points at five blocks; eleven point at it; the card tells the printed words."""
    page = explorer.turn("sel=priority/1.3")
    lit = Counter(link["lit"] for link in page.evaluate("rrgraph.links"))
    assert (lit["out"], lit["in"]) == (5, 11)
    told = page.inner_text("#details")
    assert "Points at (5)" in told
    assert "Pointed at by (11)" in told
    assert "2.1 (<12 month prisoners)" in told
    assert "section 9, row 1.3" in told


def test_depth_shows_only_what_is_near(explorer: Any) -> None:
    """One link away from YHIP: the actions it leads or contributes to."""
    page = explorer.turn("view=partner-load&sel=agency/yhip&depth=1")
    items = [card["item"] for card in page.evaluate("rrgraph.cards()")]
    assert len(items) == 1 + 8
    assert touching(page.evaluate("rrgraph.cards()")) == []


def test_a_priority_unfolds_into_its_actions(explorer: Any) -> None:
    """And a link to an action then runs to the action's own card."""
    page = explorer.turn("open=priority/1.3&sel=priority/1.1")
    links = page.evaluate("rrgraph.links")
    assert {"from": "priority/1.1", "to": "action/1.3.1", "kind": "refers", "lit": "out"} in links
    page.click("#unfold")
    cards = page.evaluate("rrgraph.cards()")
    assert len(cards) == 20 + 57
    assert touching(cards) == []


def test_the_legend_is_the_filter(explorer: Any) -> None:
    """Unticking a kind takes its cards away, and the address remembers."""
    page = explorer.turn("view=policy-links")
    page.uncheck("#kind-indicator")
    assert state(page)["hide"] == ["indicator"]
    assert not any("indicator/" in card["item"] for card in page.evaluate("rrgraph.cards()"))
    page.check("#kind-indicator")
    assert state(page)["hide"] == []


# ---------------------------------------------------------------------- closed to the outside
def test_it_asks_for_nothing_and_complains_of_nothing(explorer: Any) -> None:
    """In every view and mode of every plan: no request but the file, not a word in the console."""
    for plan, view in EVERY:
        for mode in MODES:
            explorer.turn(f"plan={plan}&view={view}&mode={mode}")
        explorer.turn(f"plan={plan}&view=gaps")
    asked = {url.split("#")[0] for url in explorer.requests}
    assert asked <= {explorer.url, "about:blank"}
    assert explorer.complaints == []


def test_a_script_slipped_in_does_not_run(explorer: Any) -> None:
    """The policy of the page refuses it."""
    page = explorer.turn()
    page.evaluate("""() => {
      const script = document.createElement('script');
      script.textContent = 'window.slipped = 1';
      document.body.append(script);
    }""")
    assert page.evaluate("window.slipped") is None
    explorer.complaints.clear()  # the refusal itself


# ---------------------------------------------------------------------- open to everybody
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("plan", "view"), EVERY)
def test_axe_finds_nothing(explorer: Any, plan: str, view: str, mode: str) -> None:
    """Levels A and AA, with an item chosen and gaps marked.

    Long tables are narrowed to what is near the item: their rows are all made alike.
    """
    page = explorer.turn(f"plan={plan}&view={view}&mode={mode}")
    sel = page.evaluate("rrgraph.links.length ? rrgraph.links[0].from : rrgraph.items[0]")
    near = "&depth=1" if mode == "table" else ""
    page = explorer.turn(f"plan={plan}&view={view}&mode={mode}&sel={sel}&gaps=link-one-way{near}")
    assert axe(page) == []


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_in_the_dark(explorer: Any, mode: str) -> None:
    """Every view of a plan, where all colours are others."""
    page = explorer.page
    page.emulate_media(color_scheme="dark")
    for view in VIEWS:
        explorer.turn(f"plan={PLAN}&view={view}&mode={mode}&depth=1&sel={CHOSEN[view]}")
        assert axe(page) == []
    page.emulate_media(color_scheme="light")


def test_axe_finds_nothing_when_nothing_is_chosen(explorer: Any) -> None:
    """As the page opens, wide and narrow."""
    for wide in (1440, 320):
        assert axe(explorer.turn("", wide)) == []


def test_it_reflows_on_a_phone(explorer: Any) -> None:
    """At 320 pixels the page does not scroll sideways in any view and mode."""
    for view in (*VIEWS, "gaps"):
        for mode in MODES:
            page = explorer.turn(f"view={view}&mode={mode}", 320, 800)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page = explorer.turn("sel=priority/1.3", 320, 800)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_tour_by_keyboard(explorer: Any) -> None:
    """Skip links, search, the network, its links, and out again: no mouse, no trap."""
    page = explorer.at()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip-table"
    page.keyboard.press("Enter")
    assert state(page)["mode"] == "table"
    assert page.evaluate("document.activeElement.id") == "table"
    page.go_back()
    page.keyboard.press("Control+k")
    page.keyboard.type("work in partnership")
    page.keyboard.press("Enter")
    assert state(page)["sel"] == "priority/1.3"
    assert page.evaluate("document.activeElement.id") == "net"
    heard = []
    for _ in range(16):
        page.keyboard.press("n")
        heard.append(page.inner_text("#status"))
    assert heard[0].startswith("Link 1 of 16. Points at")
    assert len(set(heard)) == 16
    page.keyboard.press("Enter")
    assert state(page)["sel"] not in ("", "priority/1.3")
    page.keyboard.press("Escape")
    assert state(page)["sel"] == ""
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("rrgraph.cursor") == "priority/1.2"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("rrgraph.cursor").startswith("priority/2")
    page.keyboard.press("e")
    assert state(page)["open"]


def test_tab_goes_all_the_way_round(explorer: Any) -> None:
    """Every stop is named, none holds the focus, and none is smaller than 24 pixels."""
    page = explorer.at("gaps=no-lead")
    seen, small = [], []
    for _ in range(200):
        page.keyboard.press("Tab")
        found = page.evaluate("""() => {
          const one = document.activeElement, box = one.getBoundingClientRect();
          if (one === document.body) return null;
          const name = one.getAttribute('aria-label') || one.innerText
            || (one.labels && one.labels[0] && one.labels[0].innerText) || one.title;
          const label = one.labels && one.labels[0] && one.labels[0].getBoundingClientRect();
          const high = label ? Math.max(box.height, label.height) : box.height;
          const wide = label ? Math.max(box.width, label.width) : box.width;
          return [one.tagName + '#' + one.id + ' ' + (name || ''), Boolean(name), Math.min(high, wide)];
        }""")
        if found is None:
            break
        seen.append(found[0])
        assert found[1], f"a stop without a name: {found[0]}"
        if found[2] < 23.9:
            small.append(found)
    else:
        pytest.fail("Tab never comes round")
    assert len(seen) > 20
    assert all(one != other for one, other in pairwise(seen))
    assert small == []


def test_the_table_says_what_the_picture_shows(explorer: Any) -> None:
    """As many items and links, under the same choice of kinds."""
    for view in VIEWS:
        page = explorer.turn(f"view={view}")
        cards, links = len(page.evaluate("rrgraph.cards()")), len(page.evaluate("rrgraph.links"))
        explorer.turn(f"view={view}&mode=table")
        rows = page.evaluate(
            "[...document.querySelectorAll('table')].map(t => t.tBodies[0].rows.length)"
        )
        assert rows == [cards, links]


@pytest.mark.parametrize(
    ("view", "lacking"), [("partner-load", "rows"), ("policy-links", "columns")]
)
def test_where_a_matrix_would_have_no_cell_that_is_said(
    explorer: Any, view: str, lacking: str
) -> None:
    """A plan that names no lead, and cites no target; its table has items, and no heads of links."""
    page = explorer.turn(f"plan=norfolk-2019&view={view}&mode=matrix")
    assert f"nothing to put into the {lacking}" in page.inner_text("#sheet")
    assert not page.query_selector(".matrix")
    page = explorer.turn(f"plan=norfolk-2019&view={view}&mode=table")
    captions = page.eval_on_selector_all("#sheet caption", "all => all.map(c => c.textContent)")
    assert captions == ["Items"]


def test_the_matrix_has_a_cell_for_every_link(explorer: Any) -> None:
    """66 of the 400 cells of the blocks are filled; a cell tells the printed words."""
    page = explorer.turn("mode=matrix")
    cells = page.query_selector_all("td button")
    assert len(cells) == 66
    page.click('[data-cell="priority/1.3|priority/1.5"]')
    assert state(page)["to"] == "priority/1.5"
    assert "The link is not returned." in page.inner_text("#details")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.dataset.cell") == "priority/1.3|priority/1.4"


# ---------------------------------------------------------------------- finding one's way
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("1.3.1", "action/1.3.1"),
        ("women offenders", "priority/2.3/women"),
        ("PSA 16", "psa/16"),
        ("yhip", "agency/yhip"),
        ("WYPB", "agency/west-yorkshire-probation"),
        ("government office", "agency/goyh"),
    ],
)
def test_search_knows_numbers_names_and_acronyms(explorer: Any, asked: str, found: str) -> None:
    """And leads to the item in a view that shows it."""
    page = explorer.turn()
    page.fill("#find", asked)
    page.keyboard.press("Enter")
    assert state(page)["sel"] == found
    assert any(card["item"] == found for card in page.evaluate("rrgraph.cards()"))


UNTIL = """hash => new Promise(done => {
  const look = () => location.hash %s hash ? done() : setTimeout(look, 10);
  look();
})"""
ADDRESSES = [
    f"plan={PLAN}&view=dependencies&mode=network&sel=priority/1.3&to=priority/1.4",
    f"plan={PLAN}&view=dependencies&mode=network&sel=action/1.3.1&open=priority/1.3",
    f"plan={PLAN}&view=partner-load&mode=network&sel=agency/yhip&depth=2&hide=board",
    f"plan={PLAN}&view=policy-links&mode=matrix&gaps=block-without-psa,psa-cited-not-described",
    f"plan={PLAN}&view=governance&mode=table&sel=agency/dom-yh",
    f"plan={PLAN}&view=partner-load&mode=network&gone=agency/noms-yh,agency/yhip",
    f"plan={PLAN}&view=gaps&mode=network&gaps=no-lead",
    "plan=norfolk-2019&view=changes&mode=network&sel=norfolk-2016/theme/diversion&hide=Dropped,New",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_leads_back_to_the_same_state(explorer: Any, address: str) -> None:
    """Everything that is chosen stands in the address, and in nothing else."""
    page = explorer.turn(address)
    before = state(page)
    page.click(
        "[data-tab=governance]" if "governance" not in address else "[data-tab=dependencies]"
    )
    assert state(page)["view"] != before["view"]
    after = state(page)
    page.evaluate("history.back()")
    page.evaluate(UNTIL % "===", f"#{address}")
    assert state(page) == before
    page.evaluate("history.forward()")
    page.evaluate(UNTIL % "!==", f"#{address}")
    assert state(page) == after


def test_what_is_unknown_in_an_address_is_left_out(explorer: Any) -> None:
    """An old or mistyped address opens all the same."""
    page = explorer.at(
        "plan=x&view=y&mode=z&sel=priority/9.9&gaps=no-such,no-lead&depth=7&hide=q&open=r"
    )
    assert state(page) == {
        "plan": PLAN, "view": "dependencies", "mode": "network", "sel": "", "to": "",
        "gaps": ["no-lead"], "depth": 0, "hide": [], "open": [], "gone": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        f"{PLAN}/priority/1.1",
        f"https://w3id.org/rrgraph/id/plan/{PLAN}/priority/1.1",
        f"https://w3id.org/rrgraph/id/plan/{PLAN}/priority/1.1/reference/2.6",
    ],
)
def test_an_item_may_be_written_as_the_gap_report_writes_it(explorer: Any, written: str) -> None:
    """With its plan, as an IRI, or as the IRI of something that belongs to it."""
    page = explorer.turn(f"sel={written}")
    assert state(page)["sel"] == "priority/1.1"


# ---------------------------------------------------------------------- gaps
def test_gap_counts_are_those_of_the_report(explorer: Any, report: GapReport) -> None:
    """Rule by rule, in the panel."""
    page = explorer.turn(f"plan={PLAN}")
    shown = page.evaluate("""Object.fromEntries([...document.querySelectorAll('#filters [id^=gap-]')]
      .map(box => [box.id.slice(4), Number(box.parentElement.querySelector('.count').textContent)]))""")
    assert shown == Counter(f.rule for f in report.findings if f.plan == PLAN)


def test_a_marked_gap_dims_the_rest_and_tells_what_to_do(explorer: Any, report: GapReport) -> None:
    """Three blocks point at no other; their findings are listed with message and advice."""
    page = explorer.turn()
    page.check("#gap-block-refers-to-nothing")
    found = [f for f in report.findings if f.rule == "block-refers-to-nothing" and f.plan == PLAN]
    marked = page.evaluate("rrgraph.marked")
    assert sum(marked.values()) == len(found) == 3
    dim = {card["item"] for card in page.evaluate("rrgraph.cards()") if card["dim"]}
    assert len(dim) == 20 - 3
    assert not dim & set(marked)
    told = " ".join(page.inner_text("#details").split())
    for finding in found:
        assert " ".join(finding.message.split()) in told
        assert " ".join(finding.advice.split()) in told
