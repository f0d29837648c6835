"""The explorer in Chromium beside pyvis's own page on the same network, in one run, up to ten thousand actions."""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import rrgraph
from benchmarks.measure import table
from benchmarks.portfolio import portfolio, write_plan
from rrgraph.explorer import explorer_html
from rrgraph.knowledge import Knowledge
from rrgraph.workspace import Workspace

SIZES = (200, 500, 1_000, 2_000, 10_000)  # actions of one plan made up
VIEW = "view=partner-load&mode=network"
RUNS = 3
PATIENCE = 30  # seconds until a page is given up
WINDOW = {"width": 1440, "height": 900}
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
HEAD = ["partner load of", "cards, links", "built, CPU", "file", "first picture"]
HEAD += ["pyvis's own page", "frames a second", "pyvis", "a choice"]
AIMS = f"""\
By the clock, and the CPU time of the page's process; in a window of 1440 by 900, without a graphics card. Ours is the
median of {RUNS} openings and of 5 choices; pyvis is opened once, and given up after {PATIENCE} s. A choice lasts until
the window shows it, with its details. Frames are those of a picture that is moved. From 500 links on, ours draws those
of the chosen card alone once one is chosen, and while the picture moves. Aims: a first picture in 0.3 of pyvis's time
and in 1 s for a whole plan, 3 s at 2,000 cards; 40 frames at 500 cards, 20 at 2,000; a choice in 100 ms at 1,000
cards. Where the machine had other work, the clock tells of that too."""

# A page says when it has drawn its first strokes.
LISTEN = """(() => {
  const paper = CanvasRenderingContext2D.prototype, stroke = paper.stroke;
  let count = 0;
  paper.stroke = function (...given) {
    count += 1;
    if (count === 10) requestAnimationFrame(() => console.log(`drawn ${performance.now()}`));
    return stroke.apply(this, given);
  };
})()"""
READY = """new Promise(done => {
  const look = () => window.rrgraph ? done(performance.now()) : setTimeout(look, 10);
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
  setTimeout(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))));
})"""
OURS = "(at => document.getElementById('stage').scrollBy(0, at % 60 < 30 ? 12 : -12))"
THEIRS = "(at => network.moveTo({offset: {x: 0, y: at % 60 < 30 ? -12 : 12}, animation: false}))"
STEPS = {
    "Dependencies": "view=dependencies",
    "a priority unfolded": "view=dependencies&open=priority/b3",
    "Partner load, as a table": "view=partner-load",
    "a partner chosen": "view=partner-load&sel=agency/body-07",
    "an action chosen": "view=partner-load&sel=action/a3",
    "as a matrix": "view=partner-load&mode=matrix",
    "as a network": VIEW,
    "a partner chosen in it": f"{VIEW}&sel=agency/body-07",
    "the partner thought away": f"{VIEW}&gone=agency/body-07",
    "actions without a lead marked": f"{VIEW}&gaps=no-lead",
    "Policy links": "view=policy-links",
    "Gaps": "view=gaps",
}


class Cost(NamedTuple):
    """Seconds by the clock, and of CPU."""

    clock: float
    cpu: float


def report(sizes: Sequence[int] = SIZES) -> str:
    """One row a plan, ours beside pyvis; then what one does in a page of the largest."""
    with tempfile.TemporaryDirectory() as away, chromium() as browser:
        folder = Path(away)
        kg = rrgraph.open(Workspace.find().graph)
        rows = [_beside(browser, folder, "Yorkshire & Humberside", kg)]
        for actions in sizes:
            kg = rrgraph.open(one_plan(folder / str(actions), actions))
            rows.append(_beside(browser, folder, f"{actions:,} actions made up", kg))
        steps = _steps(browser, folder / "ours.html")
    done = table([f"in the page of {sizes[-1]:,} actions", "takes"], steps)
    return f"{table(HEAD, rows)}\n\n{AIMS}\n\n{done}"


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser of this machine, that `CHROMIUM` names or that is found."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=SWITCHES)
        yield browser
        browser.close()


def program() -> str | None:
    """Where Chromium is."""
    found = (shutil.which(name) for name in ("chromium", "google-chrome"))
    return os.environ.get("CHROMIUM") or next(filter(None, found), None)


def one_plan(folder: Path, actions: int) -> Path:
    """A graph of one plan with as many actions."""
    graph = portfolio(folder, 0)
    write_plan(graph / "plans" / "plan-0001", actions, Random(actions))
    return graph


def _beside(browser: Any, folder: Path, name: str, kg: Knowledge) -> list[str]:
    """One row: our page and pyvis's on the partner load of the plan that has most of it."""
    plan = max(kg.plans, key=lambda one: kg.network("partner-load", plan=one).number_of_edges())
    network = kg.network("partner-load", plan=plan)
    ours, theirs, gaps = folder / "ours.html", folder / "theirs.html", kg.gaps()
    start = time.process_time()
    html = explorer_html(kg, gaps, plan=plan)
    built = time.process_time() - start
    ours.write_text(html, encoding="utf-8")
    theirs.write_text(_pyvis(network), encoding="utf-8")
    parties = [node for node in network if "/agency/" in node][:5]
    first, frames, choice = _measured(browser, ours, parties)
    second, others = _theirs(browser, theirs)
    return [
        name,
        f"{len(network):,}, {network.number_of_edges():,}",
        f"{built:.1f} s",
        f"{len(html.encode()) / 1e6:.2f} MB",
        f"{first.clock:.2f} s, {first.cpu:.2f} s CPU",
        f"{second:.1f} s, ours {first.clock / second:.2f} of it"
        if second
        else f"none in {PATIENCE} s",
        f"{frames:.0f}",
        f"{others:.0f}" if second else "",
        f"{choice.clock * 1000:.0f} ms, {choice.cpu * 1000:.0f} ms CPU",
    ]


def _measured(browser: Any, file: Path, parties: list[str]) -> tuple[Cost, float, Cost]:
    """Of our page: until the first picture, frames a second, and a choice."""
    firsts, choices = [], []
    for _ in range(RUNS):
        first, page = _opened(browser, file, f"#{VIEW}")
        firsts.append(Cost(first, cpu(page)))
        frames = page.evaluate(FRAMES % OURS)
        start = cpu(page)
        clock = [page.evaluate(CHOOSE, f"{VIEW}&sel={one}") / 1000 for one in parties]
        choices.append(Cost(statistics.median(clock), (cpu(page) - start) / len(parties)))
        page.close()
    return _middle(firsts), frames, _middle(choices)


def _middle(costs: list[Cost]) -> Cost:
    return Cost(*map(statistics.median, zip(*costs, strict=True)))


def cpu(page: Any) -> float:
    """CPU seconds that the process of a page has used, its workers included."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    found = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    return float(found["ProcessTime"])


def _theirs(browser: Any, file: Path) -> tuple[float, float]:
    """Of pyvis's page: seconds until the first picture, 0 if none came in time, and frames a second.

    It has a browser of its own, which can be ended while the page still works.
    """
    own = browser.browser_type.launch(executable_path=program(), args=SWITCHES)
    first, page = _opened(own, file, "")
    frames = page.evaluate(FRAMES % THEIRS) if first else 0.0
    own.close()
    return first, frames


def _opened(browser: Any, file: Path, address: str) -> tuple[float, Any]:
    """Seconds until the first picture, 0 if it did not come; requests to any network are refused."""
    from playwright.sync_api import TimeoutError as Late

    page = browser.new_page(viewport=WINDOW)
    page.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
    page.add_init_script(LISTEN)
    try:
        with page.expect_console_message(
            lambda said: said.text.startswith("drawn"), timeout=PATIENCE * 1000
        ) as drawn:
            page.goto(f"{file.as_uri()}{address}", wait_until="commit")
    except Late:
        return 0.0, page
    return float(drawn.value.text.split()[1]) / 1000, page


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


def _steps(browser: Any, file: Path) -> list[list[str]]:
    """What one does in a page, one step after the other, and how long each takes."""
    page = browser.new_page(viewport=WINDOW)
    page.goto(file.as_uri(), wait_until="commit")
    rows = [["opened", f"{page.evaluate(READY):.0f} ms"]]
    for name, address in STEPS.items():
        rows.append([name, f"{page.evaluate(CHOOSE, address):.0f} ms"])
    page.close()
    return rows
