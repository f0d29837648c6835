"""What the tests of the explorer share: the page on disk, and a real browser to open it in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rrgraph.explorer import explorer_html
from rrgraph.findings import GapReport
from rrgraph.knowledge import Knowledge

SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

# The address changes, the page follows, and two frames later everything is drawn.
TURN = """address => new Promise(done => {
  if (location.hash.slice(1) !== address) location.hash = address;
  setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 0);
})"""


class Opened:
    """A page in the browser, with every request and every complaint it made."""

    def __init__(self, page: Any, file: Path) -> None:
        """Listen to the page before it loads anything."""
        self.page = page
        self.url = file.as_uri()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._heard)
        page.goto(self.url)

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def at(self, address: str = "", wide: int = 1440, high: int = 900) -> Any:
        """The page, loaded anew, at an address (what stands behind the #), in a window of that size."""
        self.page.set_viewport_size({"width": wide, "height": high})
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}#{address}")
        return self.page

    def turn(self, address: str = "", wide: int = 1440, high: int = 900) -> Any:
        """The page as it is, turned to another address: what most tests need, and much faster."""
        self.page.set_viewport_size({"width": wide, "height": high})
        self.page.evaluate(TURN, address)
        return self.page


@pytest.fixture(scope="session")
def report(shipped: Knowledge) -> GapReport:
    """The gap report the shipped page is built with."""
    return shipped.gaps()


@pytest.fixture(scope="session")
def html(shipped: Knowledge, report: GapReport) -> str:
    """The explorer of the shipped plans."""
    return explorer_html(shipped, report)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window; the tests skip where there is none."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium: install it, or name it in the environment variable CHROMIUM")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=SWITCHES)
        yield running
        running.close()


@pytest.fixture(scope="module")
def explorer(browser: Any, html: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The explorer of the shipped plans, opened from a file."""
    file = tmp_path_factory.mktemp("explorer") / "explorer.html"
    file.write_text(html, encoding="utf-8")
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield Opened(context.new_page(), file)
    context.close()
