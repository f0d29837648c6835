"""The Queries tab: how soon it is ready in a browser, how large its page is, and how it asks beside Python."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import rrgraph
from benchmarks.measure import table
from benchmarks.portfolio import portfolio
from rrgraph.explorer import explorer_html
from rrgraph.explorer.desk import ABSENT, found
from rrgraph.knowledge import Knowledge

SIZES = (1, 650)  # actions of the made-up plans beside the shipped ones
RUNS = 3
QUERIES = ("block-refers-to", "joint-leads", "lead-load", "missing-parts", "plan-shape")
SWITCHES = ["--no-sandbox", "--disable-gpu"]
WHEN = """async () => {
  const times = [];
  for (const is of [() => Boolean(window.rrgraph), () => rrgraph.desk.ready]) {
    while (!is()) await new Promise(done => setTimeout(done, 5));
    times.push(performance.now());
  }
  return times;
}"""
ASK = """async ([text, given]) => {
  const began = performance.now();
  await rrgraph.desk.ask(text, given);
  return performance.now() - began;
}"""


def report() -> str:
    """One row a graph: its size, that of its page, when it is drawn and can be asked, five questions."""
    chromium, desk = shutil.which("chromium") or shutil.which("google-chrome"), found()
    if not chromium or not desk:
        return f"Not measured: {'no Chromium' if desk else ABSENT}"
    rows = []
    with tempfile.TemporaryDirectory() as away, _browser(chromium) as browser:
        for name, kg in _graphs(Path(away)):
            gaps = kg.gaps()
            page = Path(away) / "explorer.html"
            page.write_text(explorer_html(kg, gaps, desk=desk), encoding="utf-8")
            small = len(explorer_html(kg, gaps).encode())
            drawn, ready, asked = _opened(browser, page, kg)
            python = sum(_in_python(kg, query) for query in QUERIES)
            sizes = [f"{size / 1e6:.2f} MB" for size in (page.stat().st_size, small)]
            times = [f"{drawn:.0f} ms", f"{ready:.0f} ms", f"{ready / drawn:.1f}"]
            beside = [f"{asked:.0f} ms", f"{asked / python:.1f}"]
            rows.append([name, f"{len(kg.store):,}", *sizes, *times, *beside])
    head = ["plans, actions", "statements", "page", "without the tab", "drawn after", "ready after"]
    told = table([*head, "ready / drawn", "five questions", "page / Python"], rows)
    return (
        f"{told}\n\nMedians of {RUNS} in Chromium, by the clock. Aim: ready within 1,000 ms, at most "
        "50 ms a question at 5,000 statements and 500 ms at 100,000, 3 MB for the shipped plans."
    )


@contextmanager
def _browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield browser
        browser.close()


def _graphs(folder: Path) -> Iterator[tuple[str, Knowledge]]:
    """Made-up plans of each size, and those that ship."""
    for size in SIZES:
        place = folder / str(size)
        place.mkdir()
        yield f"made up, {size:,}", rrgraph.open(portfolio(place, size))
    yield "shipped plans", rrgraph.open(Path(__file__).resolve().parents[1] / "graph")


def _given(kg: Knowledge, query: str) -> dict[str, str]:
    """What a question is asked about: the first plan, and the first priority in it."""
    blocks = kg.store.select("SELECT ?b { ?b a rrg:Block ; rrg:order ?o } ORDER BY ?b LIMIT 1")
    values = {"plan": kg.plans[0], "block": blocks.column("b")[0]}
    return {name: values[name] for name in kg.library.find(query).parameters}


def _opened(browser: Any, file: Path, kg: Knowledge) -> tuple[float, float, float]:
    """When the page is drawn and can be asked, from its opening on; its time over the questions."""
    drawn, ready, asked = [], [], []
    for _ in range(RUNS):
        page = browser.new_page()
        page.goto(f"{file.as_uri()}#view=queries")
        first, second = page.evaluate(WHEN)
        drawn.append(first)
        ready.append(second)
        texts = [(kg.library.find(query).text, _given(kg, query)) for query in QUERIES]
        asked.append(sum(page.evaluate(ASK, list(one)) for one in texts))
        page.close()
    return median(drawn), median(ready), median(asked)


def _in_python(kg: Knowledge, query: str) -> float:
    """Milliseconds that Python takes over a question, the median."""
    spent = []
    for _ in range(RUNS):
        began = time.perf_counter()
        kg.query(query, **_given(kg, query))
        spent.append((time.perf_counter() - began) * 1000)
    return median(spent)
