"""The site: plain files that agree with one another and open from a memory stick."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, unquote, urldefrag

import pytest

from rrgraph.findings import BOARD_WORDS
from rrgraph.knowledge import Knowledge
from rrgraph.site import Built, build_site, summary, that_matter

from .browsing import Opened, axe

PAGES = (
    "index.html",
    "gaps.html",
    "dictionary.html",
    "changes.html",
    "partners.html",
    "explorer.html",
)
PLAIN = PAGES[:-1]


@pytest.fixture(scope="module")
def built(shipped: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the shipped plans."""
    return build_site(shipped, tmp_path_factory.mktemp("memory stick") / "site")


@pytest.fixture(scope="module")
def opened(browser: Any, built: Built) -> Iterator[Any]:
    """A function that opens a page of the site from its file."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield lambda name: Opened(context.new_page(), built.folder / name)
    context.close()


def links(page: Any) -> list[str]:
    """The addresses that a page points at, as written."""
    found: list[str] = page.evaluate("[...document.links].map(a => a.getAttribute('href'))")
    return found


# ---------------------------------------------------------------------- the files
SUFFIXES = ("trig", "nq", "ttl", "jsonld", "about.ttl", "graphml", "gexf", "csv.zip")


def test_all_the_files_that_are_promised_are_there(built: Built) -> None:
    """Those that others rely on, the graph in eight forms, the gaps for a meeting, the dictionary."""
    named = {path.name for path in built.folder.iterdir() if path.is_file() and path.stat().st_size}
    graphs = {f"rrgraph.{suffix}" for suffix in SUFFIXES}
    reports = {"gaps.json", "gaps.docx", "gaps.xlsx", "key-dates.ics"}
    assert {*PAGES, *reports, *graphs} == named == set(built.files)


def test_the_terminal_is_told_sizes_gaps_and_where_the_files_are(built: Built) -> None:
    """First what is in the data, then how many gaps and the ten that matter, then the files."""
    first, counts, *findings, files = summary(built)
    assert "57 in 20 blocks, 95 references, in yorkshire-humberside-2009" in first
    assert first.endswith("0 faults in the data")
    assert re.fullmatch(r"gaps: \d+ errors, \d+ warnings, \d+ notes", counts)
    assert len(findings) == 10
    assert f"{built.folder}/explorer.html" in files


def test_the_ten_that_matter_are_the_worst_and_of_as_many_kinds_as_can_be(built: Built) -> None:
    """Ten times the same gap would hide the others."""
    top = that_matter(built.report.open)
    errors = {finding.rule for finding in built.report.open if finding.severity == "error"}
    assert {finding.severity for finding in top} == {"error"}
    assert len({finding.rule for finding in top}) == min(10, len(errors))


def test_no_page_names_anything_to_load(built: Built) -> None:
    """No script, style, font or picture from another file or host; links may point out."""
    for name in PAGES:
        text = (built.folder / name).read_text(encoding="utf-8")
        assert not re.search(r"<(?:link|iframe|object|embed)\b", text), name
        assert not re.search(r"<(?:script|img)\b[^>]*\bsrc=(?!\"data:)", text), name
        assert not re.search(r"@import|url\((?!['\"]?(?:data:|#))", text), name


# ---------------------------------------------------------------------- in a browser
@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_but_itself_and_complains_of_nothing(
    opened: Any, name: str
) -> None:
    """Opened from a file, without a network."""
    page = opened(name)
    assert [urldefrag(url).url for url in page.requests] == [page.url]
    assert [] == page.complaints


@pytest.mark.parametrize("name", PLAIN)
def test_axe_finds_nothing_on_a_page(browser: Any, built: Built, name: str) -> None:
    """Levels A and AA; the pages' own policy is set aside so that the check itself can run."""
    context = browser.new_context(bypass_csp=True)
    page = Opened(context.new_page(), built.folder / name).page
    assert [] == axe(page)
    context.close()


@pytest.mark.parametrize("name", PLAIN)
def test_a_page_fits_a_phone(opened: Any, name: str) -> None:
    """At 320 pixels nothing but a wide table scrolls sideways."""
    page = opened(name).at(wide=320, high=640)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", PLAIN)
def test_every_link_leads_to_a_file_and_a_place_in_it(opened: Any, built: Built, name: str) -> None:
    """Within the site; what stands behind the explorer's # is its own matter."""
    page = opened(name).page
    for address in links(page):
        file, place = urldefrag(address)
        assert not file or (built.folder / file).is_file(), address
        if place and file != "explorer.html":
            text = (built.folder / (file or name)).read_text(encoding="utf-8")
            assert f'id="{unquote(place)}"' in text, address


def test_the_overview_shows_the_sizes_of_each_plan(opened: Any, built: Built) -> None:
    """The tiles are the numbers of the graph."""
    page = opened("index.html").page
    for plan, sizes in built.sizes.items():
        said = page.inner_text(f"section[aria-labelledby='plan-{plan}'] .tiles")
        found = re.findall(r"(\d+)\s+([a-z ]+)", said)
        tiles = {name.strip(): int(number) for number, name in found}
        assert tiles["actions"] == sizes["Action"], plan
        assert tiles["themes"] == sizes["Theme"], plan
        assert tiles["priorities"] == sizes["Block"], plan


def test_counts_agree_on_every_page(opened: Any, built: Built) -> None:
    """Overview, gap report and the report for machines tell of the same findings."""
    told = json.loads((built.folder / "gaps.json").read_text(encoding="utf-8"))
    counts = told["counts"]
    headline = ", ".join(
        f"{counts[severity]} to {BOARD_WORDS[severity].lower()}"
        for severity in ("error", "warning", "note")
    )
    assert headline in opened("index.html").page.inner_text(".doors")
    report = opened("gaps.html").page
    assert headline in report.inner_text(".lead")
    assert len(told["findings"]) == report.locator(".finding").count()
    in_table = report.locator(".found tbody tr td:nth-child(3)").all_inner_texts()
    assert len(told["findings"]) == sum(map(int, in_table))


def test_the_overview_offers_what_a_meeting_needs(opened: Any, built: Built) -> None:
    """The paper, the action list and the key dates, to save; and every other file, told of."""
    page = opened("index.html").page
    saved = page.evaluate(
        "[...document.querySelectorAll('a[download]')].map(a => a.getAttribute('href'))"
    )
    assert {"gaps.docx", "gaps.xlsx", "key-dates.ics"} <= set(saved)
    assert {name for name in built.files if not name.endswith(".html")} == set(saved)
    starts = {name: (built.folder / name).read_bytes()[:15] for name in built.files}
    assert starts["gaps.docx"][:2] == starts["gaps.xlsx"][:2] == b"PK"
    assert b"BEGIN:VCALENDAR" == starts["key-dates.ics"]


def test_what_a_number_of_the_tables_counts_is_shown_in_the_explorer(
    opened: Any, built: Built
) -> None:
    """In the view of the table, on the plan: one item of each grid."""
    addresses = links(opened("gaps.html").page)
    items = [a for a in addresses if a.startswith("explorer.html#") and "&gaps=" not in a]
    views = {re.search(r"view=([\w-]+)", a)[1]: a for a in items}  # type: ignore[index]
    assert {"partner-load", "policy-links", "dependencies"} <= set(views)
    explorer = opened("explorer.html")
    for view, address in views.items():
        state = explorer.turn(address.split("#", 1)[1]).evaluate("rrgraph.state")
        assert (view, True) == (state["view"], bool(state["sel"])), address
    assert [] == explorer.complaints


def test_a_finding_leads_to_its_item_in_the_explorer(opened: Any, built: Built) -> None:
    """The item is chosen there, unless it is no item of the drawing, and the rule's marks are on."""
    addresses = [
        a for a in links(opened("gaps.html").page) if re.match("explorer.html#.*&gaps=", a)
    ]
    assert len(addresses) == len(built.report.open)
    explorer = opened("explorer.html")
    drawn = (built.folder / "explorer.html").read_text(encoding="utf-8")
    for address in {a.split("&gaps=")[1]: a for a in addresses}.values():
        page = explorer.turn(address.split("#", 1)[1])
        state = page.evaluate("rrgraph.state")
        asked = parse_qs(address.split("#", 1)[1]).get("sel", [""])[0]
        is_drawn = f'"{asked.split("/id/")[-1]}":' in drawn or f"/plan/{state['plan']}/" in asked
        assert bool(state["sel"]) == (bool(asked) and is_drawn), address
        assert [address.split("&gaps=")[1]] == state["gaps"]
    assert [] == explorer.complaints


def test_the_dictionary_explains_every_class_with_an_example(
    opened: Any, shipped: Knowledge
) -> None:
    """Each by its label, its name in SPARQL, what it says and what each key takes."""
    page = opened("dictionary.html").page
    names = page.locator("h3 code").all_inner_texts()
    vocabulary = shipped.loaded.vocabulary
    kinds = {name for name in names if name.startswith("rrg:")}
    assert {f"rrg:{vocabulary.local(iri)}" for iri in vocabulary.classes} == kinds
    milestones = page.inner_text("section[aria-labelledby='Milestone']")
    for said in ("PPO Regional Strategic Board updates", "precision", "day, interval, month"):
        assert said in milestones
    assert "rrg:precision" in milestones
    computed = page.locator("h2#computed ~ div").first.inner_text()
    for name in ("rrg:isLedBy", "rrg:hasContributor", "rrg:refersTo", "rrg:refersToBlock"):
        assert name in computed


def test_the_dictionary_explains_every_code(opened: Any, shipped: Knowledge) -> None:
    """In its list, with what it means; what takes a code leads there."""
    page = opened("dictionary.html").page
    vocabulary = shipped.loaded.vocabulary
    for scheme in {f.scheme for spec in vocabulary.specs.values() for f in spec.fields.values()}:
        if scheme:
            name = vocabulary.local(scheme)
            rows = page.locator(f"section[aria-labelledby='codes-{name}'] tbody tr")
            told = [row.locator("td").all_inner_texts() for row in rows.all()]
            assert set(vocabulary.codes(scheme)) == {code for code, *_ in told}, name
            assert all(meaning for _, _, meaning in told), name
            assert page.locator(f"a[href='#codes-{name}']").count()


def test_each_partner_has_a_page_that_leads_back(opened: Any, built: Built) -> None:
    """Listed on the page of partners; from a page below, links lead to the files above."""
    listed = [a for a in links(opened("partners.html").page) if a.startswith("partners/")]
    assert {path.name for path in (built.folder / "partners").iterdir()} == {
        address.removeprefix("partners/") for address in listed
    }
    page = opened("partners/yhip.html")
    assert [page.url] == page.requests
    for address in links(page.page):
        file = urldefrag(address).url
        assert not file or (built.folder / "partners" / file).is_file(), address


def test_axe_finds_nothing_on_a_partners_page(browser: Any, built: Built) -> None:
    """The longest one."""
    context = browser.new_context(bypass_csp=True)
    page = Opened(context.new_page(), built.folder / "partners" / "noms-yh.html").page
    assert [] == axe(page)
    context.close()
