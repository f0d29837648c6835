"""The Queries tab: the same questions as everywhere, answered in the page, in a real browser."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from rrgraph.errors import FaultyFile
from rrgraph.explorer import explorer_html
from rrgraph.explorer.desk.blocks import GROUPS
from rrgraph.findings import GapReport
from rrgraph.knowledge import Knowledge
from rrgraph.loading import load
from rrgraph.queries import Query
from rrgraph.store import Store
from rrgraph.workspace import Workspace

from ..browsing import Opened, axe
from .desk_page import asked_at, cells, said, the_desk, until
from .test_hostile import HOSTILE, poisoned

PLAN = "yorkshire-humberside-2009"
LAST_DAY = "2010-03-31"
SEPTEMBER = f"query=ask/due-between&with=plan%3D{PLAN}%26from%3D2009-09-01%26to%3D2009-09-30"
MOST_BYTES = 3_000_000
ENDLESS = "SELECT (COUNT(*) AS ?many) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def desk(
    browser: Any, desk_html: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opened]:
    """The page opened from a file, as from a memory stick."""
    file = tmp_path_factory.mktemp("desk") / "explorer.html"
    file.write_text(desk_html, encoding="utf-8")
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield Opened(context.new_page(), file)
    context.close()


@pytest.fixture(scope="module")
def page(desk: Opened) -> Any:
    """The desk, open and ready, for tests that only ask it."""
    return asked_at(desk)


def value(term: Any) -> Any:
    """A term as plain text; unbound as None. A number says the same with and without its zeros."""
    if term is None:
        return None
    text = term["value"] if isinstance(term, dict) else term.value
    datatype = term.get("datatype") if isinstance(term, dict) else getattr(term, "datatype", None)
    kind = str(getattr(datatype, "value", datatype)).rsplit("#", 1)[-1]
    return float(text) if kind in ("integer", "decimal", "double") else text


def rows(found: list[Any]) -> list[str]:
    """Rows as a set that may hold one twice; lists in a cell (GROUP_CONCAT) have no order."""
    loose = [
        [tuple(sorted(c.replace(";", " ").replace(",", " ").split())) if isinstance(c, str) else c
         for c in map(value, row)]
        for row in found
    ]  # fmt: skip
    return sorted(map(str, loose))


def asked_about(query: Query) -> dict[str, str]:
    """The defaults of a query, else the plan and its last day."""
    given = {"plan": PLAN, "asOf": LAST_DAY} | query.defaults
    return {name: given[name] for name in query.parameters if name in given}


# ---------------------------------------------------------------------- the same answers
def test_every_shipped_query_gives_the_same_rows_as_in_python(
    shipped: Knowledge, page: Any
) -> None:
    """Columns and rows, of every kind of query there is."""
    different = []
    for kind in GROUPS:
        for query in shipped.library.all(kind):
            given = asked_about(query)
            own = shipped.store.select(query.text, query.bindings(given))
            there = page.evaluate(
                "([text, given]) => rrgraph.desk.ask(text, given)", [query.text, given]
            )
            same = own.columns == there.get("columns") and rows(own.rows) == rows(there["rows"])
            different += [] if same else [(query.name, there)]
    assert [] == different


def test_the_saved_queries_are_the_files_of_the_library(shipped: Knowledge, page: Any) -> None:
    """Every file, each text as it stands there below its header."""
    saved = {
        (q["group"], q["name"]): q["text"].strip() for q in page.evaluate("rrgraph.desk.saved")
    }
    files = {(kind, q.name): q.text for kind in GROUPS for q in shipped.library.all(kind)}
    assert files.keys() == saved.keys()
    assert all(files[name].strip().endswith(text) for name, text in saved.items())


def test_the_page_holds_the_whole_graph(shipped: Knowledge, page: Any) -> None:
    """Every statement of every plan, judged and derived ones too."""
    there = page.evaluate(
        "rrgraph.desk.ask('SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }', {})"
    )
    assert len(shipped.store) == int(there["rows"][0][0]["value"])


# ---------------------------------------------------------------------- the file
def test_the_whole_page_is_at_most_three_megabytes(desk_html: str) -> None:
    """With engine, editor and all three plans."""
    assert len(desk_html.encode()) <= MOST_BYTES


def test_the_same_graph_gives_the_same_bytes(
    shipped: Knowledge, report: GapReport, desk_html: str
) -> None:
    """Packed or not; in whatever order the store hands its quads out."""
    kg = Knowledge(shipped.loaded)
    turned = Store()
    turned.extend(reversed(list(shipped.store.oxigraph)))
    kg.__dict__["store"] = turned
    assert explorer_html(kg, report, desk=the_desk()) == desk_html


def test_nothing_is_asked_of_any_network(desk: Opened, page: Any) -> None:
    """Opening, asking and saving: the file itself and the worker made from it."""
    asked = {url.split("#")[0] for url in desk.requests}
    assert {url for url in asked if not url.startswith("blob:")} <= {desk.url, "about:blank"}
    page.evaluate("fetch('http://127.0.0.1:9/').catch(() => 0)")
    assert any("connect-src 'none'" in complaint for complaint in desk.complaints)
    desk.complaints.clear()


def test_a_script_that_is_not_ours_is_refused(desk: Opened, page: Any) -> None:
    """WebAssembly is let in, nothing else is."""
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {textContent: 'window.hacked = 1'}))"
    )
    assert page.evaluate("window.hacked") is None
    assert any("script-src" in complaint for complaint in desk.complaints)
    desk.complaints.clear()


# ---------------------------------------------------------------------- asking
def test_a_saved_query_is_chosen_asked_about_and_answered(desk: Opened) -> None:
    """By its topic; with its question, a field for each parameter, time and rows; in the address."""
    page = asked_at(desk)
    page.click("#filters summary:has-text('Time')")
    page.click("#saved-ask-due-between")
    assert "11 rows in" in said(page)
    assert page.text_content("#question").startswith("Milestones that fall due in a month")
    assert "What falls due in September 2009?" in page.text_content("#details")
    page.fill("#desk-field-from", "2009-10-01")
    page.fill("#desk-field-to", "2009-10-31")
    page.click("#desk-run")
    assert "11 rows" not in said(page)
    assert "from%3D2009-10-01" in page.url
    page.go_back()
    assert "11 rows in" in said(page)
    assert "2009-09-01" == page.input_value("#desk-field-from")


def test_a_query_of_ones_own_is_asked_by_key_and_kept_in_the_address(desk: Opened) -> None:
    """Whoever opens the address sees the same query and the same answer."""
    page = asked_at(desk)
    page.evaluate("rrgraph.desk.text = 'SELECT ?n { ?x a rrg:Block ; rrg:number ?n } ORDER BY ?n'")
    page.focus("#desk-editor >> .cm-content")
    page.keyboard.press("Control+Enter")
    assert "rows in" in said(page)
    first = cells(page)
    again = desk.at(page.url.split("#")[1])
    assert until(again, "rrgraph.desk.ready && !rrgraph.desk.busy")
    assert "SELECT ?n { ?x a rrg:Block" in again.evaluate("rrgraph.desk.text")
    assert first == cells(again) != []


def test_yes_or_no_and_triples_are_answers_too(desk: Opened) -> None:
    """ASK and CONSTRUCT as well as SELECT."""
    page = asked_at(desk, f"text={quote('ASK { ?x a rrg:Plan }')}")
    assert "Yes, in" in said(page)
    text = "CONSTRUCT { ?x a rrg:Block } WHERE { ?x a rrg:Block }"
    page = asked_at(desk, f"text={quote(text)}")
    assert ["Subject", "Predicate", "Object"] == [
        words.capitalize() for words in page.locator("#desk-answer th").all_inner_texts()
    ]
    assert cells(page)


def test_a_mistake_is_told_by_line_and_column(shipped: Knowledge, desk: Opened) -> None:
    """Where Python tells it: as it was written, not as it was sent. It is marked in the editor."""
    for text in ("SELECT ?x {\n  ?x a a rrg:Plan }", "SELECT ?x { ?x a rrg:Plan . ?x ?_plan_iri }"):
        with pytest.raises(FaultyFile) as told:
            shipped.query(text)
        fault = told.value.faults[0]
        page = asked_at(desk, f"text={quote(text)}&with=plan%3D{PLAN}")
        assert f"This is not SPARQL. Line {fault.line}, column {fault.column}:" in said(page)
        page.wait_for_selector("#desk-editor >> .cm-lintRange-error", state="attached")


def test_a_mistyped_term_of_ours_is_told_with_the_nearest(desk: Opened) -> None:
    """It is no mistake in SPARQL, and would only leave the answer empty."""
    page = asked_at(desk, f"text={quote('SELECT ?x { ?x rrg:titel ?t }')}")
    assert "The ontology has no term rrg:titel. Did you mean “rrg:title”?" in said(page)
    page = asked_at(desk, f"text={quote('SELECT ?x { ?x rrg:title ?t } LIMIT 1')}")
    assert "no term" not in said(page)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("plan=no-such-plan&from=2009-09-01&to=2009-09-30", "There is no item “no-such-plan”"),
        (f"plan={PLAN}&from=September&to=2009-09-30", "from: “September” is not a day"),
        (f"plan={PLAN}&from=2009-09-01", "Say which to is meant"),
        ("plan=x> } DROP ALL #&from=2009-09-01&to=2009-09-30", "cannot be the name of an item"),
    ],
)
def test_what_cannot_be_asked_about_is_told(desk: Opened, written: str, told: str) -> None:
    """A value stays a value: it is never part of the query's text."""
    page = asked_at(desk, f"query=ask/due-between&with={quote(written, safe='')}")
    assert told in said(page)


def test_a_long_query_can_be_stopped_and_the_next_one_is_answered(desk: Opened) -> None:
    """The page stays alive meanwhile; the engine starts again."""
    page = asked_at(desk)
    desk.turn(f"view=queries&text={quote(ENDLESS)}")
    assert page.evaluate("rrgraph.desk.busy")
    assert page.is_enabled("#desk-stop")
    page.click("#desk-stop")
    assert not page.evaluate("rrgraph.desk.busy")
    assert until(page, "rrgraph.desk.ready")
    page.evaluate("rrgraph.desk.text = 'ASK { ?x a rrg:Plan }'")
    page.click("#desk-run")
    assert "Yes, in" in said(page)


def test_going_on_to_another_query_stops_the_one_before(desk: Opened) -> None:
    """By the address, as a bookmark or the way back does."""
    page = asked_at(desk)
    desk.turn(f"view=queries&text={quote(ENDLESS)}")
    assert page.evaluate("rrgraph.desk.busy")
    desk.turn(f"view=queries&{SEPTEMBER}")
    until(page, "document.getElementById('desk-status').textContent.includes('rows')")
    assert "11 rows in" in said(page)


def test_a_long_answer_is_shown_in_part_and_saved_whole(desk: Opened) -> None:
    """A line says how many rows are shown, and where the rest is."""
    page = asked_at(desk, f"text={quote('SELECT ?s ?p ?o { ?s ?p ?o }')}")
    assert "The first 1,000 are shown; the CSV file has them all." in said(page)
    assert 1000 == len(cells(page))
    with page.expect_download() as download:
        page.click("#desk-csv")
    saved = Path(download.value.path()).read_bytes().decode()
    assert int(said(page).split()[0].replace(",", "")) == len(saved.split("\r\n")) - 2


def test_a_csv_file_holds_nothing_that_a_spreadsheet_runs(page: Any) -> None:
    """Text that begins like a formula gets an apostrophe; numbers stay numbers."""
    values = "'=1+1' '+2' '-3' '@sum' 'fine' '＝x' '\\t=y' 'a,\"b\"'"
    page.evaluate(
        "text => rrgraph.desk.ask(text, {})",
        f"SELECT ?a (-5 AS ?n) {{ VALUES ?a {{ {values} }} }}",
    )
    found = [row[0] for row in csv.reader(page.evaluate("rrgraph.desk.csv()").splitlines())]
    assert ["a", "'=1+1", "'+2", "'-3", "'@sum", "fine", "'＝x", "'\t=y", 'a,"b"'] == found
    assert page.evaluate("rrgraph.desk.csv()").splitlines()[1].endswith(",-5")


def test_an_item_in_the_answer_opens_its_card_and_leads_to_the_network(desk: Opened) -> None:
    """The answer stays; of another plan too."""
    page = asked_at(desk, f"query=ask/lead-load&with=plan%3D{PLAN}")
    before = cells(page)
    page.click("#desk-answer button.link >> nth=0")
    assert before[0][-1] in page.text_content("#details h2")
    assert before == cells(page)
    page.click("#desk-show")
    assert "network" == page.evaluate("rrgraph.state.mode")
    assert page.evaluate("rrgraph.state.sel").startswith("agency/")
    text = "SELECT ?x { ?x a rrg:Action ; rrg:inPlan ?p FILTER(STRENDS(STR(?p), 'norfolk-2019')) } LIMIT 1"
    page = asked_at(desk, f"text={quote(text)}")
    page.click("#desk-answer button.link >> nth=0")
    assert "norfolk-2019" == page.evaluate("rrgraph.state.plan")


def test_terms_of_ours_are_completed(desk: Opened) -> None:
    """With what they mean."""
    page = asked_at(desk)
    page.evaluate("rrgraph.desk.text = ''")
    page.focus("#desk-editor >> .cm-content")
    page.keyboard.type("ASK { ?x a rrg:Milest")
    page.wait_for_selector("#desk-editor >> .cm-tooltip-autocomplete li >> nth=0")
    assert "rrg:Milestone" in page.text_content(
        "#desk-editor >> .cm-tooltip-autocomplete li >> nth=0"
    )


def test_whatever_a_plan_or_a_query_says_is_shown_as_text(
    browser: Any, make_graph: Callable[..., Path], tmp_path: Path
) -> None:
    """Of a poisoned graph and a poisoned query of one's own nothing runs, and all of it shows."""
    graph = make_graph()
    own = graph.parent / "queries" / "ask"
    own.mkdir(parents=True)
    header = "".join(
        f"#+ {key}: {json.dumps(HOSTILE)}\n" for key in ("summary", "question", "topic")
    )
    (own / "nasty.rq").write_text(
        f"{header}SELECT ?title ?x {{ ?x rrg:title ?title }} # {HOSTILE}",
        encoding="utf-8",
    )
    kg = Knowledge(load(Workspace.find(graph)))
    poison = Store()
    poison.extend([poisoned(quad) for quad in kg.store.oxigraph])
    kg.__dict__["store"] = poison
    file = tmp_path / "explorer.html"
    file.write_text(explorer_html(kg, kg.gaps(), desk=the_desk()), encoding="utf-8")
    context = browser.new_context()
    opened = Opened(context.new_page(), file)
    assert until(opened.at("view=queries"), "rrgraph.desk.ready")
    page = asked_at(opened, "query=ask/nasty")
    assert any("onerror" in cell and "{{7*7}}" in cell for row in cells(page) for cell in row)
    for part in ("#question", "#filters", "#details"):
        assert "<img src=x onerror" in page.text_content(part)
    assert page.evaluate("window.hacked") is None
    assert page.query_selector_all("img, iframe, object, embed") == []
    assert opened.complaints == []
    context.close()


# ---------------------------------------------------------------------- for everyone
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(desk: Opened, scheme: str) -> None:
    """Colours of the editor included, light and dark, with an answer and a card."""
    desk.page.emulate_media(color_scheme=scheme)
    try:
        page = asked_at(
            desk,
            SEPTEMBER,
        )
        assert [] == axe(page)
        page.click("#desk-answer button.link >> nth=0")
        assert [] == axe(page)
    finally:
        desk.page.emulate_media(color_scheme="light")


def test_the_keyboard_goes_through_the_editor_and_out_of_it(desk: Opened) -> None:
    """Tab is never caught."""
    page = asked_at(desk)
    page.focus("#desk-editor >> .cm-content")
    page.keyboard.press("Tab")
    assert "desk-run" == page.evaluate("document.activeElement.id")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert "desk-editor" != page.evaluate("document.activeElement.id")


def test_a_narrow_window_scrolls_one_way(desk: Opened) -> None:
    """At 320 pixels, as at 400 % zoom."""
    page = asked_at(desk, f"query=ask/lead-load&with=plan%3D{PLAN}", 320, 800)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_where_the_engine_is_refused_the_page_says_so(
    browser: Any, desk_html: str, tmp_path: Path
) -> None:
    """And the rest of the explorer is as it was."""
    file = tmp_path / "explorer.html"
    file.write_text(desk_html.replace("&#39;wasm-unsafe-eval&#39;", ""), encoding="utf-8")
    context = browser.new_context()
    opened = Opened(context.new_page(), file)
    page = opened.at("view=queries")
    page.wait_for_selector("#desk >> text=does not let the page run its query engine")
    assert "rrgraph query" in page.text_content("#desk")
    page.click("#views a >> nth=0")
    assert "network" == page.evaluate("rrgraph.state.mode")
    context.close()
