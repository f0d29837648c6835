"""What can be taken away: pictures that show the whole view, tables that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import struct
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from rrgraph.findings import GapReport

PLAN = "yorkshire-humberside-2009"
SVG = "{http://www.w3.org/2000/svg}"


def saved(page: Any, end: str) -> bytes:
    """The file that a button of the menu saves."""
    page.click("#save summary")
    with page.expect_download() as download:
        page.click(f'[data-save="{end}"]')
    assert download.value.suggested_filename.endswith(end)
    return Path(download.value.path()).read_bytes()


def table(page: Any, end: str) -> list[dict[str, str]]:
    """A CSV file's rows."""
    return list(csv.DictReader(io.StringIO(saved(page, end).decode("utf-8-sig"))))


@pytest.mark.parametrize("view", ["dependencies", "partner-load", "governance"])
def test_the_svg_holds_every_card_and_link_in_words(explorer: Any, view: str) -> None:
    """Also those that are scrolled out of sight; as text, so that it can be searched."""
    page = explorer.turn(f"plan={PLAN}&view={view}")
    root = ET.fromstring(saved(page, ".svg"))
    words = " ".join(" ".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    for card in page.evaluate("rrgraph.cards()"):
        assert all(line in words for line in card["lines"]), card
    drawn = [p.get("d") for p in root.iter(f"{SVG}path") if p.get("fill") == "none"]
    curves = sum(path.count("C") for path in drawn if path)
    assert curves == len(page.evaluate("rrgraph.links"))
    assert PLAN[:9] in words.lower()


def test_the_png_is_the_whole_view_at_twice_its_size(explorer: Any) -> None:
    """Higher than the window, where the view is."""
    page = explorer.turn(f"plan={PLAN}&view=partner-load")
    root = ET.fromstring(saved(page, ".svg"))
    png = saved(page, ".png")
    assert png.startswith(b"\x89PNG")
    wide, high = struct.unpack(">II", png[16:24])
    assert (wide, high) == (2 * int(root.get("width", "")), 2 * int(root.get("height", "")))
    assert high > 2 * 900


def test_a_picture_is_saved_in_light_colours(explorer: Any) -> None:
    """Whatever the scheme of the page: it goes into papers."""
    page = explorer.turn(f"plan={PLAN}&view=dependencies")
    light = saved(page, ".svg")
    page.emulate_media(color_scheme="dark")
    assert saved(page, ".svg") == light
    page.emulate_media(color_scheme="light")


def test_items_and_links_as_csv_are_those_of_the_picture(explorer: Any) -> None:
    """With where each stands."""
    page = explorer.turn(f"plan={PLAN}&view=dependencies&mode=table")
    items, links = table(page, "-items.csv"), table(page, "-links.csv")
    assert (len(items), len(links)) == (20, 66)
    assert {"Kind": "Priority", "Number": "1.3", "Links to it": "11"}.items() <= items[2].items()
    assert items[2]["Where it stands"] == "section 9, row 1.3"
    first = next(
        row for row in links if (row["From"], row["To"]) == ("priority/1.1", "priority/1.3")
    )
    assert (first["does"], first["Words"]) == ("points at", "1.3.1 (IOM)")


def test_the_matrix_as_csv_has_a_word_in_every_filled_cell(explorer: Any) -> None:
    """20 rows and columns, 66 cells."""
    page = explorer.turn(f"plan={PLAN}&view=dependencies&mode=matrix")
    rows = table(page, "-matrix.csv")
    assert len(rows) == 20
    assert (
        sum(bool(cell) for row in rows for head, cell in row.items() if head != "from / to") == 66
    )


def test_gaps_as_csv_are_those_that_are_listed(explorer: Any, report: GapReport) -> None:
    """All of them, or those of the rules that are ticked."""
    page = explorer.turn(f"plan={PLAN}&view=gaps")
    own = [f for f in report.findings if f.plan == PLAN]
    rows = table(page, ".csv")
    assert sorted((r["Rule"], r["What was found"]) for r in rows) == sorted(
        (f.rule, f.message) for f in own
    )
    explorer.turn(f"plan={PLAN}&view=gaps&gaps=no-lead")
    assert [r["Rule"] for r in table(page, ".csv")] == ["no-lead"]


def test_no_cell_begins_like_a_formula(explorer: Any) -> None:
    """Nor after blanks; numbers stay numbers."""
    page = explorer.turn(f"plan={PLAN}")
    wanted = {"=1+1": "'=1+1", " +x": "' +x", "-x": "'-x", "@x": "'@x", "\tx": "'\tx", "a=b": "a=b"}
    made = page.evaluate("texts => texts.map(rrgraph.csvCell)", [*wanted, 5])
    assert made == [*(f'"{safe}"' for safe in wanted.values()), "5"]


def test_the_menu_works_by_keyboard(explorer: Any) -> None:
    """Enter opens it, Escape shuts it and leaves the focus on it."""
    page = explorer.turn(f"plan={PLAN}")
    page.focus("#save summary")
    page.keyboard.press("Enter")
    assert page.is_visible("#saves")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Picture as SVG"
    page.keyboard.press("Escape")
    assert not page.is_visible("#saves")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_printing_keeps_to_the_view(explorer: Any) -> None:
    """The whole picture and its details, without what can only be clicked."""
    page = explorer.turn(f"plan={PLAN}&view=partner-load&sel=agency/yhip")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    seen = ["#net", "#details", "#question", "#plan-title"]
    assert [one for one in seen if not page.is_visible(one)] == []
    assert [one for one in ["#filters", "#save", "#tools", "#find"] if page.is_visible(one)] == []
    box = page.evaluate(
        "(({width, height}) => [width, height])(document.querySelector('#net canvas'))"
    )
    assert box[1] > box[0]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
