"""The page in Firefox: the same views, the same cards, and nothing asked of any network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..browsing import TURN, Firefox, running_firefox
from .desk_page import UNTIL
from .test_browser import EVERY, MODES

PLAN = "yorkshire-humberside-2009"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Firefox without a window; the tests skip where there is none."""
    found = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if not found:
        pytest.skip("no Firefox: install it, or name it in the environment variable FIREFOX")
    pytest.importorskip("websockets", reason="websockets is not installed")
    with running_firefox(found, tmp_path_factory.mktemp("profile")) as browser:
        yield browser


def test_every_view_is_drawn_from_the_file_alone(
    firefox: Firefox, html: str, tmp_path: Path
) -> None:
    """In every mode; no request but the file, not a word in the console."""
    file = tmp_path / "explorer.html"
    file.write_text(html, encoding="utf-8")
    firefox.open(file.as_uri())
    for plan, view in EVERY:
        for mode in MODES:
            address = f"plan={plan}&view={view}&mode={mode}"
            firefox.tell(f"({TURN})({address!r})")
            state = firefox.tell("rrgraph.state")
            assert (state["plan"], state["view"], state["mode"]) == (plan, view, mode)
            if mode == "network":
                assert firefox.tell("rrgraph.cards().length") > 0
            else:
                assert firefox.tell("document.querySelector('#sheet > *') !== null")
    asked = {url.split("#")[0] for url in firefox.requests if not url.startswith("data:")}
    assert asked <= {file.as_uri(), "about:blank"}
    assert firefox.complaints == []


def test_a_card_is_chosen_and_read(firefox: Firefox, html: str, tmp_path: Path) -> None:
    """By search, as anywhere; and the picture is saved."""
    file = tmp_path / "explorer.html"
    file.write_text(html, encoding="utf-8")
    firefox.open(f"{file.as_uri()}#sel=priority/1.3")
    assert firefox.tell("document.querySelector('#details h2').textContent").startswith(
        "1.3 Work in"
    )
    assert firefox.tell("rrgraph.links.filter(link => link.lit === 'in').length") == 11
    firefox.tell("document.querySelector('[data-save=\".svg\"]').click()")
    assert firefox.complaints == []


def test_the_graph_is_asked_in_the_page(firefox: Firefox, desk_html: str, tmp_path: Path) -> None:
    """From a file, without any network: WebAssembly and its worker are let in there too."""
    file = tmp_path / "explorer.html"
    file.write_text(desk_html, encoding="utf-8")
    firefox.requests.clear()
    firefox.open(f"{file.as_uri()}#view=queries&query=ask/lead-load&with=plan%3D{PLAN}")
    assert firefox.tell(f"({UNTIL.format('rrgraph.desk.ready && !rrgraph.desk.busy')})()")
    assert "25 rows in" in firefox.tell("document.querySelector('#desk-status').textContent")
    assert "NOMS Yorkshire & Humberside" in firefox.tell(
        "document.querySelector('#desk-answer tbody tr').textContent"
    )
    asked = {url.split("#")[0] for url in firefox.requests if url[:5] not in ("data:", "blob:")}
    assert asked <= {file.as_uri(), "about:blank"}
    assert firefox.complaints == []
