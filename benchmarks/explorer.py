"""The explorer in Chromium beside pyvis's own page on the same network, in one run, and at ten thousand actions."""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import rrgraph
from benchmarks.measure import table
from benchmarks.portfolio import portfolio, write_plan
from rrgraph.explorer import explorer_html
from rrgraph.knowledge import Knowledge
from rrgraph.workspace import Workspace

VIEW = "view=partner-load&mode=network"
PATIENCE = 60  # seconds until pyvis's page is given up
LARGEST_PYVIS = 300  # cards above which pyvis's page took longer than that

# When a page has first drawn as many strokes as it has nodes, and how many frames a second it moves with.
LISTEN = """least => {
  const paper = CanvasRenderingContext2D.prototype, stroke = paper.stroke;
  let count = 0;
  paper.stroke = function (...given) {
    count += 1;
    if (count === least) requestAnimationFrame(() => { window.drawnAt = performance.now(); });
    return stroke.apply(this, given);
  };
}"""
WAIT = """patience => new Promise(done => {
  const look = () => (found => found ? done(found) : performance.now() > patience ? done(0) : setTimeout(look, 10))(%s);
  look();
})"""
FRAMES = """new Promise(done => {
  const step = %s, start = performance.now();
  let frames = 0;
  const frame = () => {
    step(frames);
    frames += 1;
    const past = performance.now() - start;
    if (past < 1500) requestAnimationFrame(frame);
    else done(frames * 1000 / past);
  };
  requestAnimationFrame(frame);
})"""
CHOOSE = """address => new Promise(done => {
  const start = performance.now();
  location.hash = address;
  setTimeout(() => requestAnimationFrame(() => done(performance.now() - start)), 0);
})"""
OURS = "(at => document.getElementById('stage').scrollBy(0, at % 60 < 30 ? 12 : -12))"
THEIRS = "(at => network.moveTo({offset: {x: 0, y: at % 60 < 30 ? -12 : 12}, animation: false}))"


def report() -> str:
    """First picture, frames a second while it moves, a choice, and the file: medians of three."""
    with tempfile.TemporaryDirectory() as away, _chromium() as browser:
        folder = Path(away)
        rows = [_beside(browser, folder, "Yorkshire & Humberside", rrgraph.open(_shipped()))]
        for actions in (200, 1_000, 2_000):
            kg = rrgraph.open(_one_plan(folder / str(actions), actions))
            rows.append(_beside(browser, folder, f"{actions:,} actions made up", kg))
        large = _large(browser, folder)
    head = [
        "partner load of",
        "cards, links",
        "first picture",
        "pyvis's own page",
        "frames a second",
    ]
    head += ["pyvis", "a choice", "file"]
    return f"{table(head, rows)}\n\nTen thousand actions:\n\n{large}"


@contextmanager
def _chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    program = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )
    switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=switches)
        yield browser
        browser.close()


def _shipped() -> Path:
    return Workspace.find().graph


def _one_plan(folder: Path, actions: int) -> Path:
    graph = portfolio(folder, 0)
    write_plan(graph / "plans" / "plan-0001", actions, Random(actions))
    return graph


def _beside(browser: Any, folder: Path, name: str, kg: Knowledge) -> list[str]:
    """One row: our page and pyvis's on the partner load of the plan that has most of it."""
    plan = max(kg.plans, key=lambda one: kg.network("partner-load", plan=one).number_of_edges())
    network = kg.network("partner-load", plan=plan)
    ours, theirs = folder / "ours.html", folder / "theirs.html"
    ours.write_text(explorer_html(kg, kg.gaps(), plan=plan), encoding="utf-8")
    first = statistics.median(_opened(browser, ours, f"#{VIEW}", 10)[0] for _ in range(3))
    _, page = _opened(browser, ours, f"#{VIEW}", 10, keep=True)
    frames = page.evaluate(FRAMES % OURS)
    parties = [node for node in network if "/agency/" in node][:5]
    choices = [page.evaluate(CHOOSE, f"{VIEW}&sel={one}") for one in parties]
    page.close()
    pyvis = ["not tried", ""]
    if len(network) <= LARGEST_PYVIS:
        theirs.write_text(_pyvis(network), encoding="utf-8")
        second, page = _opened(browser, theirs, "", 10, keep=True)
        said = f"{second:.2f} s, {second / first:.0f} times" if second else f"> {PATIENCE} s"
        pyvis = [said, f"{page.evaluate(FRAMES % THEIRS):.0f}" if second else ""]
        page.close()
    return [
        name,
        f"{len(network):,}, {network.number_of_edges():,}",
        f"{first:.2f} s",
        pyvis[0],
        f"{frames:.0f}",
        pyvis[1],
        f"{statistics.median(choices):.0f} ms",
        f"{ours.stat().st_size / 1e6:.2f} MB",
    ]


def _opened(
    browser: Any, file: Path, address: str, strokes: int, keep: bool = False
) -> tuple[float, Any]:
    """Seconds until the first picture, 0 if it never came; requests to any network are refused."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
    page.add_init_script(f"({LISTEN})({strokes})")
    page.goto(f"{file.as_uri()}{address}", wait_until="commit")
    seconds = page.evaluate(WAIT % "window.drawnAt", PATIENCE * 1000) / 1000
    if not keep:
        page.close()
    return seconds, page


def _pyvis(network: Any) -> str:
    """The same network as pyvis shows it when it is not told otherwise."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    for node, about in network.nodes(data=True):
        net.add_node(node, label=str(about["label"]))
    for start, end in network.edges:
        net.add_edge(start, end)
    html: str = net.generate_html()
    return html


def _large(browser: Any, folder: Path) -> str:
    """What a page of one plan with ten thousand actions costs, from building to the last view."""
    kg = rrgraph.open(_one_plan(folder / "large", 10_000))
    report = kg.gaps()
    start = time.process_time()
    html = explorer_html(kg, report)
    built = time.process_time() - start
    file = folder / "large.html"
    file.write_text(html, encoding="utf-8")
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    start = time.perf_counter()
    page.goto(file.as_uri(), wait_until="commit")
    page.evaluate(WAIT % "window.rrgraph && 1", PATIENCE * 1000)
    rows = [["built", f"{built:.1f} s CPU"], ["the file", f"{len(html) / 1e6:.1f} MB"]]
    rows.append(["opens in", f"{time.perf_counter() - start:.2f} s"])
    for name, address in (
        ("Partner load as a table", "view=partner-load&mode=table"),
        ("as a matrix", "view=partner-load&mode=matrix"),
        ("as a network", VIEW),
        ("a partner chosen", f"{VIEW}&sel=agency/body-07"),
        ("the gaps", "view=gaps"),
    ):
        rows.append([name, f"{page.evaluate(CHOOSE, address):.0f} ms"])
    page.close()
    return table(["", "measured"], rows)
