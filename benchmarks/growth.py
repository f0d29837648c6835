"""How the cost grows with the work: check, gaps, build, explorer, and the comparison of two editions."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from random import Random

from benchmarks.measure import RRGRAPH, Cost, cost, exponent, table
from benchmarks.portfolio import portfolio, write_plan

SIZES = (100, 1_000, 10_000, 100_000)
MOST = {"explore": 10_000, "build": 10_000, "diff": 10_000}  # what pages and editions come to
EDITED = "check, one plan edited"
AIM = 1.15
AIM_SMALL = 0.3  # seconds for 100 actions


def report(sizes: Iterable[int] = SIZES) -> str:
    """CPU time and memory of commands on made-up plans, and the exponent of their growth."""
    sizes = list(sizes)
    costs: dict[str, list[Cost]] = defaultdict(list)
    for size in sizes:
        for command, one in _costs(size):
            costs[command].append(one)
    rows = []
    for command, found in costs.items():
        grown = exponent(sizes[: len(found)], [one.seconds for one in found])
        told = [f"{one.seconds:.1f} s, {one.megabytes:.0f} MB" for one in found]
        rows.append([f"`{command}`", *told, *[""] * (len(sizes) - len(found)), f"{grown:.2f}"])
    head = ["command", *(f"{size:,} actions" for size in sizes), "exponent"]
    small = [f"`{name}` {costs[name][0].seconds:.2f} s" for name in ("check", "gaps")]
    aims = f"Aims: an exponent of at most {AIM}; 100 actions in at most {AIM_SMALL} s: "
    return f"{table(head, rows)}\n\n{aims}{', '.join(small)}.\n\n{NOTE}"


NOTE = """\
What limits it: 10,000 actions are 1,250,000 statements, more than half of them of citations. Of `check`, four tenths
go to reading the YAML, making nodes of it and writing these down, a quarter to putting them into the store, the rest
to deriving and to asking the shapes; all of it grows with the statements. `gaps` adds the rules, two walks over the
networks and the words of each finding. On 100 actions more than half of `gaps` is to load libraries, a quarter
networkx alone. The aim of 3 s for `check` and `gaps` on 10,000 actions is out of reach while every statement goes
into a store."""


def _costs(size: int) -> Iterable[tuple[str, Cost]]:
    """Each command on that many actions, as whole processes that read every file anew."""
    with tempfile.TemporaryDirectory() as away:
        graph = portfolio(Path(away), size)
        for command in ("check", "gaps", "explore", "build"):
            if size <= MOST.get(command, size):
                yield command, _cost(graph, command, *_PLACES.get(command, ()), cwd=away)
        yield EDITED, _edited(graph, f"{away}/kept")
    if size <= MOST["diff"]:
        with tempfile.TemporaryDirectory() as away:
            yield "diff", _cost(editions(Path(away), size), "diff", "old", "new", cwd=away)


_PLACES = {
    "explore": ("--no-desk", "-o", "explorer.html"),
    "build": ("--no-desk", "-o", "site"),
}


def _cost(graph: Path, *words: str, cwd: str, cache: str = "off") -> Cost:
    command = ("env", f"RRGRAPH_CACHE={cache}", RRGRAPH, *words, "--graph", str(graph))
    return cost(command, cwd=Path(cwd))


def _edited(graph: Path, kept: str) -> Cost:
    """What is read is kept; after one edit that plan alone is read again."""
    away = str(graph.parent)
    _cost(graph, "check", cwd=away, cache=kept)
    first = next((graph / "plans").iterdir()) / "plan.yaml"
    first.write_text(f"{first.read_text(encoding='utf-8')}region: Edited\n", encoding="utf-8")
    return _cost(graph, "check", cwd=away, cache=kept)


def editions(folder: Path, size: int) -> Path:
    """Two editions of that many actions each, which nothing but their words ties together."""
    graph = portfolio(folder, 1, prefix="other")
    for name, revises in (("old", ""), ("new", "old")):
        write_plan(graph / "plans" / name, size, Random(7), revises)
    return graph
