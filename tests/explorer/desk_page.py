"""The desk of the explorer in a real browser, as its tests and the tests of bad data use it."""

from __future__ import annotations

from typing import Any

import pytest

from rrgraph.explorer.desk import Desk, found

from ..browsing import Opened

UNTIL = """async () => {{
  const holds = () => {{ try {{ return {0}; }} catch {{ return false; }} }};
  for (let turn = 0; turn < 3000 && !holds(); turn++) await new Promise(done => setTimeout(done, 10));
  return holds();
}}"""


def the_desk() -> Desk:
    """The desk as it is built here; where it is not, the test skips and says how to get it."""
    desk = found()
    if not desk:
        pytest.skip("the desk is not built here: python -m rrgraph.explorer.desk")
    return desk


def until(page: Any, holds: str) -> Any:
    """Wait until something holds in the page, half a minute at most; the page forbids eval."""
    return page.evaluate(UNTIL.format(holds))


def asked_at(opened: Opened, address: str = "", wide: int = 1440, high: int = 900) -> Any:
    """The Queries tab turned to an address, when what it asks there is answered."""
    page = opened.turn(f"view=queries&{address}", wide, high)
    assert until(page, "rrgraph.desk.ready && !rrgraph.desk.busy")
    return page


def said(page: Any) -> str:
    """What the desk tells of its answer, when it has come."""
    until(page, "!rrgraph.desk.busy")
    words: str = page.text_content("#desk-status")
    return words


def cells(page: Any) -> list[list[str]]:
    """The rows of the answer as they are shown."""
    rows: list[list[str]] = page.evaluate(
        "[...document.querySelectorAll('#desk-answer tbody tr')]"
        ".map(row => [...row.cells].map(cell => cell.textContent))"
    )
    return rows
