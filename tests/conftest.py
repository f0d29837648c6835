"""What all tests share: the shipped graph, small graphs of one's own, and no silent skips in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import rrgraph
from rrgraph.knowledge import Knowledge

from .browsing import SWITCHES

ROOT = Path(__file__).resolve().parents[1]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """With RRGRAPH_NO_SKIP set, as in CI, a test that skips has failed."""
    report = yield
    if os.environ.get("RRGRAPH_NO_SKIP") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"no test may skip here: {report.longrepr}"
    return report


@pytest.fixture(scope="session", autouse=True)
def own_memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What commands keep for the next run goes to a folder of the tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RRGRAPH_CACHE", str(tmp_path_factory.mktemp("kept")))
        yield


@pytest.fixture(scope="session")
def shipped() -> Knowledge:
    """The graph as it ships; nobody may change it."""
    return rrgraph.open(ROOT / "graph")


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder with the texts of the plans; a test that needs it skips where there is none."""
    folder = os.environ.get("RRGRAPH_DOCUMENTS")
    if not folder:
        pytest.skip("RRGRAPH_DOCUMENTS names no folder with the texts of the plans")
    return Path(folder)


@pytest.fixture
def make_graph(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a small sound graph and returns its folder.

    Keyword arguments are further files of the plan `demo` by stem: `make_graph(actions="themes: ...")`.
    """

    def make(registry: str = "", **parts: str) -> Path:
        graph = tmp_path / "graph"
        plan = graph / "plans" / "demo"
        shutil.copytree(ROOT / "tests" / "sound", graph)
        if registry:
            (graph / "more.yaml").write_text(registry, encoding="utf-8")
        for stem, text in parts.items():
            (plan / f"{stem}.yaml").write_text(text, encoding="utf-8")
        return graph

    return make


@pytest.fixture(scope="session")
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
