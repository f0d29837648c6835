"""The Queries tab: how soon it is ready in a browser, how large its page is, and how it asks beside Python."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import rrgraph
from benchmarks.explorer import chromium, cpu, program
from benchmarks.measure import table
from benchmarks.portfolio import portfolio
from rrgraph.explorer import explorer_html
from rrgraph.explorer.desk import ABSENT, found
from rrgraph.knowledge import Knowledge

SIZES = (1, 650)  # actions of the made-up plans beside the shipped ones
RUNS = 3
QUERIES = ("block-refers-to", "joint-leads", "lead-load", "missing-parts", "plan-shape")
AIMS = f"""\
Medians of {RUNS} in Chromium, by the clock, and the CPU time of the page's process; each question is asked for the
first time. Aims: ready within 1,000 ms, at most 50 ms a question at 5,000 statements and 500 ms at 100,000, 3 MB for
the shipped plans. Half of the time until it is ready goes into the engine, which is unpacked and made ready, the rest
into reading the statements: some 10 µs each."""
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


def report(sizes: Sequence[int] = SIZES) -> str:
    """One row a graph: its size, that of its page, when it is drawn and can be asked, five questions."""
    desk = found()
    if not program() or not desk:
        return f"Not measured: {'no Chromium' if desk else ABSENT}"
    rows = []
    with tempfile.TemporaryDirectory() as away, chromium() as browser:
        for name, kg in _graphs(Path(away), sizes):
            gaps = kg.gaps()
            page = Path(away) / "explorer.html"
            page.write_text(explorer_html(kg, gaps, desk=desk), encoding="utf-8")
            small = len(explorer_html(kg, gaps).encode())
            (drawn, ready, spent), asked = _opened(browser, page, kg)
            python = [_in_python(kg, query) for query in QUERIES]
            sizes_told = [f"{size / 1e6:.2f} MB" for size in (page.stat().st_size, small)]
            times = [
                f"{drawn:.0f} ms",
                f"{ready:.0f} ms, {spent:.2f} s CPU",
                f"{max(asked):.0f} ms",
            ]
            beside = f"{sum(asked) / sum(python):.1f}"
            rows.append([name, f"{len(kg.store):,}", *sizes_told, *times, beside])
    head = ["plans, actions", "statements", "page", "without the tab", "drawn after", "ready after"]
    return f"{table([*head, 'slowest of five questions', 'five, beside Python'], rows)}\n\n{AIMS}"


def _graphs(folder: Path, sizes: Sequence[int]) -> Iterator[tuple[str, Knowledge]]:
    """Made-up plans of each size, and those that ship."""
    for size in sizes:
        place = folder / str(size)
        place.mkdir()
        yield f"made up, {size:,}", rrgraph.open(portfolio(place, size))
    yield "shipped plans", rrgraph.open(Path(__file__).resolve().parents[1] / "graph")


def _given(kg: Knowledge, query: str) -> dict[str, str]:
    """What a question is asked about: the first plan, and the first priority in it."""
    blocks = kg.store.select("SELECT ?b { ?b a rrg:Block ; rrg:order ?o } ORDER BY ?b LIMIT 1")
    values = {"plan": kg.plans[0], "block": blocks.column("b")[0]}
    return {name: values[name] for name in kg.library.find(query).parameters}


def _opened(browser: Any, file: Path, kg: Knowledge) -> tuple[list[float], list[float]]:
    """When the page is drawn and can be asked, and the CPU seconds until then; its time over each question."""
    texts = [(kg.library.find(query).text, _given(kg, query)) for query in QUERIES]
    times, asked = [], []
    for _ in range(RUNS):
        page = browser.new_page()
        page.goto(f"{file.as_uri()}#view=queries", wait_until="commit")
        times.append([*page.evaluate(WHEN), cpu(page)])
        asked.append([page.evaluate(ASK, list(one)) for one in texts])
        page.close()
    return [median(runs) for runs in zip(*times, strict=True)], [
        median(runs) for runs in zip(*asked, strict=True)
    ]


def _in_python(kg: Knowledge, query: str) -> float:
    """Milliseconds that Python takes over a question, the median."""
    spent = []
    for _ in range(RUNS):
        began = time.perf_counter()
        kg.query(query, **_given(kg, query))
        spent.append((time.perf_counter() - began) * 1000)
    return median(spent)
