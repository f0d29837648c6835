"""The page of the gap report in a browser: its tables, where their numbers lead, and how it prints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import rrgraph
from rrgraph.grids import Grid, grids, labels
from rrgraph.knowledge import Knowledge
from rrgraph.reports import html as page_format
from rrgraph.reports import rendered

from ..browsing import Opened, axe

YORKSHIRE = "yorkshire-humberside-2009"
REGION = "[role=region]"


def page_of(kg: Knowledge, folder: Path, **narrowed: Any) -> Path:
    """The page, written to a file."""
    content = rendered("html", kg.gaps(**narrowed), kg)
    assert isinstance(content, str)
    file = folder / "gaps.html"
    file.write_text(content, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def file(shipped: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page on the shipped plans, alone."""
    return page_of(shipped, tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def opened(browser: Any, file: Path) -> Iterator[Opened]:
    """The page in the browser; it asks for nothing but itself and complains of nothing."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    found = Opened(context.new_page(), file)
    yield found
    assert [found.url] == list(dict.fromkeys(url.split("#")[0] for url in found.requests))
    assert [] == found.complaints
    context.close()


@pytest.fixture(scope="module")
def tables(shipped: Knowledge) -> dict[str, Grid]:
    """The grids of Yorkshire & Humberside by name."""
    return {grid.name: grid for grid in grids(shipped, [YORKSHIRE])[YORKSHIRE]}


def grid_on(page: Any, name: str) -> Any:
    """The table of a grid on the page."""
    return page.locator(f".grid:has(#{YORKSHIRE}-{name})")


# ---------------------------------------------------------------------- the tables
def test_the_tables_come_before_the_findings(opened: Opened) -> None:
    """And the contents before both, with a line for each."""
    headings = opened.page.locator("h2").all_inner_texts()
    plans = [h for h in headings if h.startswith(("Norfolk", "Yorkshire"))]
    assert ["On this page", *plans, "What was found"] == headings[:5]
    toc = opened.page.locator(".toc a").all_inner_texts()
    for said in ("Priorities and partners", "Who leads how much", "What is due in which month"):
        assert said in toc


@pytest.mark.parametrize("name", ["partners", "psas", "indicators", "links"])
def test_a_grid_shows_what_the_graph_holds(
    opened: Opened, tables: dict[str, Grid], shipped: Knowledge, name: str
) -> None:
    """A row for each partner or target, a column for each priority, totals for both."""
    grid, table, label = tables[name], grid_on(opened.page, name), labels(shipped)
    marks = len(grid.marks)
    heads = [h.strip() for h in table.locator("thead th").all_text_contents()]
    assert [label(column) for column in grid.columns] == heads[1 + marks :]
    lines = table.locator("tbody tr").evaluate_all(
        "rows => rows.map(r => [...r.cells].map(c => c.textContent.trim()))"
    )
    assert marks + len(grid.rows) == len(lines)
    for line, row in zip(lines[marks:], grid.rows, strict=True):
        totals = [len(grid.items(row=row, mark=mark.sign)) for mark in grid.marks]
        assert [label(row), *map(str, totals)] == line[: 1 + marks]
        for told, column in zip(line[1 + marks :], grid.columns, strict=True):
            cell = grid.cells.get((row, column), {})
            signs = [f"{m.sign}{len(cell[m.sign])}" for m in grid.marks if m.sign in cell]
            assert " ".join(signs) == told
    for line, mark in zip(lines, grid.marks, strict=False):
        sums = [len(grid.items(column=c, mark=mark.sign)) for c in grid.columns]
        assert [*map(str, sums)] == line[1 + marks :]


@pytest.mark.parametrize("name", ["partners", "psas", "indicators", "links"])
def test_every_number_leads_to_what_it_counts(
    opened: Opened, tables: dict[str, Grid], name: str
) -> None:
    """Each target is there, once, and lists as many items as the number says; only noughts lead nowhere."""
    told: list[list[Any]] = (
        grid_on(opened.page, name)
        .locator("tbody")
        .evaluate(
            """body => [...body.querySelectorAll('td')].filter(cell => cell.textContent.trim()).map(cell => {
          const link = cell.querySelector('a');
          const at = link && document.querySelectorAll('#' + CSS.escape(link.hash.slice(1)));
          return [cell.textContent.trim(), cell.className, at && at.length, at && at[0].tagName]; })"""
        )
    )
    assert told
    for number, kind, places, tag in told:
        if number == "0":
            assert places is None
        else:
            assert 1 == places
            assert ("H4" if kind == "sum" else "LI") == tag
    cells = [number for number, kind, *_ in told if kind != "sum"]
    assert len(tables[name].cells) == len(cells)


def test_a_number_followed_shows_the_actions(opened: Opened) -> None:
    """By mouse or keyboard, in this window."""
    page = opened.page
    grid_on(page, "partners").locator("a", has_text=re.compile("^L1 C2$")).first.click()
    target = page.locator(":target")
    assert target.inner_text().startswith("2.4 Alcohol & Drug Misuse, leads: ")
    leads, helps = target.inner_text().split("leads: ")[1].split(", contributes to: ")
    assert (1, 2) == (len(leads.split("; ")), len(helps.split("; ")))
    assert target.evaluate("e => e.getBoundingClientRect().top") < 900


def test_what_is_empty_is_marked_and_named(opened: Opened, tables: dict[str, Grid]) -> None:
    """In words, and not by colour alone: its total is a nought."""
    psas = grid_on(opened.page, "psas")
    said = psas.locator("p").inner_text()
    assert "Empty rows (2): PSA 23 Make Communities Safer; PSA 24" in said
    assert "Empty columns (11): 1.1 Effective Offender Management; " in said
    assert "and 5 more" in said
    assert 2 == psas.locator("tr.none").count()
    assert ["0", "0"] == psas.locator("tr.none td.sum").all_inner_texts()
    assert 11 == psas.locator("thead th.none").count()


def test_a_plan_without_links_says_so_in_a_line(opened: Opened) -> None:
    """In place of empty tables."""
    norfolk = opened.page.locator("section[aria-labelledby='plan-norfolk-2016']")
    assert 0 == norfolk.locator("table").count()
    assert "No priority of this plan refers to another." in norfolk.inner_text()
    assert "No action of this plan names a partner." in norfolk.inner_text()


def test_bars_show_who_leads_how_much(opened: Opened) -> None:
    """As long as the number, of the longest; alone, with others, and through units and posts."""
    row = opened.page.locator(f"#{YORKSHIRE}-load ~ .wide table.bars tbody tr").first
    assert ["NOMS Yorkshire & Humberside", "26", "20", "40", ""] == [
        text.strip() for text in row.locator("th, td").all_text_contents()
    ]
    widths = row.locator("rect").evaluate_all("all => all.map(e => e.getAttribute('width'))")
    assert ["20", "6", "14"] == widths
    lengths = row.locator("rect").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().width)"
    )
    assert pytest.approx(20 / 6, rel=0.02) == lengths[0] / lengths[1]
    assert 3 == len(
        set(row.locator("rect").evaluate_all("all => all.map(e => getComputedStyle(e).fill)"))
    )


def test_months_show_what_is_due_and_what_is_beside_the_plan(opened: Opened) -> None:
    """Every month of the plan, the empty ones too; what has no date stands last."""
    rows = opened.page.locator(f"#{YORKSHIRE}-calendar ~ .wide").first.locator("tbody tr")
    told = {
        name.splitlines()[0]: (name, count, rest)
        for name, count, rest in rows.evaluate_all(
            "all => all.map(r => [r.cells[0].innerText, r.cells[1].innerText, r.cells[3].innerText])"
        )
    }
    months = list(told)
    assert ["January 2009", "March 2009", "April 2009"] == months[:3]
    assert ["March 2010", "August 2010", "No date"] == months[-3:]
    assert "before the plan begins" in told["March 2009"][0]
    assert "after the plan ends" in told["August 2010"][0]
    assert ("0", "nothing") == told["November 2009"][1:]
    assert "11" == told["September 2009"][1]
    assert 11 == len(list(filter(None, told["September 2009"][2].splitlines())))
    assert "34" == told["No date"][1]


# ---------------------------------------------------------------------- for everybody
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, file: Path, scheme: str) -> None:
    """Levels A and AA, targets large enough, in light and in dark."""
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    assert [] == axe(Opened(context.new_page(), file).page)
    context.close()


def test_it_fits_a_phone(browser: Any, file: Path) -> None:
    """At 320 pixels only tables scroll, each in a region that the keyboard reaches and that has a name."""
    context = browser.new_context()
    page = Opened(context.new_page(), file).at(wide=320, high=640)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    wide = page.locator("table").evaluate_all(
        "all => all.map(t => t.closest('[role=region]')).map(r => [r.tabIndex, r.scrollWidth > r.clientWidth])"
    )
    assert {0} == {index for index, _ in wide}
    assert sum(scrolls for _, scrolls in wide) >= 4
    names = page.locator(REGION).evaluate_all(
        "all => all.map(r => r.ariaLabel || document.getElementById(r.getAttribute('aria-labelledby')).textContent)"
    )
    assert len(names) == len(set(names))
    context.close()


def test_it_prints_on_a4_with_the_wide_tables_across(browser: Any, file: Path) -> None:
    """Each grid begins a page in landscape; no table is cut off; the lists behind stay on the screen."""
    context = browser.new_context()
    page = Opened(context.new_page(), file).page
    page.emulate_media(media="print")
    assert "none" == page.locator(".behind").evaluate("e => getComputedStyle(e).display")
    assert "wide" == page.locator(".grid").first.evaluate("e => getComputedStyle(e).page")
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    across = sum(float(wide) > float(high) for wide, high in sizes)
    assert 4 <= across < len(sizes)
    assert {(595, 842)} == {
        (round(min(float(w), float(h))), round(max(float(w), float(h)))) for w, h in sizes
    }
    page.set_viewport_size({"width": int((297 - 20) / 25.4 * 96), "height": 700})
    for number in range(page.locator(".grid table").count()):
        box = page.locator(".grid table").nth(number).bounding_box()
        assert box["width"] <= (297 - 20) / 25.4 * 96
    context.close()


# ---------------------------------------------------------------------- text stays text
def test_names_of_a_plan_stay_text_in_every_table(
    browser: Any, make_graph: Callable[..., Path], tmp_path: Path
) -> None:
    """A title, a partner and a date that would be markup; nothing of it runs."""
    graph = make_graph()
    nasty = "<script>window.ran = 1</script><b id=main>x</b> {{ 7*7 }}"
    for name in ("plans/demo/actions.yaml", "agencies.yaml"):
        text = (graph / name).read_text(encoding="utf-8")
        text = text.replace("title: Second heading", f'title: "{nasty}"')
        text = text.replace("title: First heading", f'title: "{nasty} 1"')
        text = text.replace("printed: by September 2009", f'printed: "{nasty}"')
        text = re.sub(r"name: Probation\b(?! S)", f'name: "{nasty}"', text)
        (graph / name).write_text(text, encoding="utf-8")
    file = page_of(rrgraph.open(graph), tmp_path)
    context = browser.new_context(bypass_csp=True)
    found = Opened(context.new_page(), file)
    assert not found.page.evaluate("'ran' in window")
    assert 0 == found.page.locator("main script, main b").count()
    assert nasty in found.page.locator(".grid").first.inner_text()
    assert nasty in found.page.locator("#demo-calendar ~ .wide").inner_text()
    assert [] == found.complaints
    context.close()


def test_a_table_too_large_to_read_is_told_in_a_line(
    shipped: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the page stays small."""
    monkeypatch.setattr(page_format, "MOST_CELLS", 450)
    text = page_of(shipped, tmp_path).read_text(encoding="utf-8")
    assert "Priorities and partners: 50 rows and 20 columns are too many to read" in text
    assert f'id="{YORKSHIRE}-psas"' in text
    assert f'id="{YORKSHIRE}-partners"' not in text
