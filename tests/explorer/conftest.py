"""What the tests of the explorer share: the page on disk, opened in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from rrgraph.explorer import explorer_html
from rrgraph.findings import GapReport
from rrgraph.knowledge import Knowledge

from ..browsing import Opened
from .desk_page import the_desk


@pytest.fixture(scope="session")
def report(shipped: Knowledge) -> GapReport:
    """The gap report the shipped page is built with."""
    return shipped.gaps()


@pytest.fixture(scope="session")
def html(shipped: Knowledge, report: GapReport) -> str:
    """The explorer of the shipped plans."""
    return explorer_html(shipped, report)


@pytest.fixture(scope="session")
def desk_html(shipped: Knowledge, report: GapReport) -> str:
    """The explorer of the shipped plans with its Queries tab."""
    return explorer_html(shipped, report, desk=the_desk())


@pytest.fixture(scope="module")
def explorer(browser: Any, html: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The explorer of the shipped plans, opened from a file."""
    file = tmp_path_factory.mktemp("explorer") / "explorer.html"
    file.write_text(html, encoding="utf-8")
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield Opened(context.new_page(), file)
    context.close()
