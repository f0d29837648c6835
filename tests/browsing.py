"""A page in a real browser: what it asked for, what it complained of, and what axe-core finds."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = """async levels => (await axe.run(document, {runOnly: levels, resultTypes: ['violations'], preload: false}))
  .violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html + n.failureSummary).join(' | '))"""

SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

# The address changes, the page follows, and two frames later everything is drawn.
TURN = """address => new Promise(done => {
  if (location.hash.slice(1) !== address) location.hash = address;
  setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 0);
})"""


class Opened:
    """A page in the browser, with every request and every complaint it made."""

    def __init__(self, page: Any, place: Path | str) -> None:
        """Listen to the page, a file or an address, before it loads anything."""
        self.page = page
        self.url = place.as_uri() if isinstance(place, Path) else place
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


def axe(page: Any) -> list[str]:
    """What axe-core holds against the page as it is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found: list[str] = page.evaluate(AXE, LEVELS)
    return found
