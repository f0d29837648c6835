"""How the cost grows with the work: reading, checking, gaps and the comparison of two editions."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from random import Random

from benchmarks.measure import RRGRAPH, Cost, cost, exponent, table
from benchmarks.portfolio import portfolio, write_plan

SIZES = (100, 1_000, 10_000)
AIM = 1.15


def report(sizes: Iterable[int] = SIZES) -> str:
    """CPU time and memory of commands on made-up plans, and the exponent of their growth."""
    sizes = list(sizes)
    costs: dict[str, list[Cost]] = {"check": [], "gaps": [], "diff": []}
    for size in sizes:
        with tempfile.TemporaryDirectory() as away:
            graph = portfolio(Path(away), size)
            for command in ("check", "gaps"):
                costs[command].append(cost((RRGRAPH, command, "--graph", str(graph))))
        with tempfile.TemporaryDirectory() as away:
            graph = editions(Path(away), size)
            costs["diff"].append(cost((RRGRAPH, "diff", "old", "new", "--graph", str(graph))))
    rows = []
    for command, found in costs.items():
        grown = exponent(sizes, [one.seconds for one in found])
        told = [f"{one.seconds:.1f} s, {one.megabytes:.0f} MB" for one in found]
        rows.append([f"`{command}`", *told, f"{grown:.2f}"])
    head = ["command", *(f"{size:,} actions" for size in sizes), "exponent"]
    return f"{table(head, rows)}\n\nAim: an exponent of at most {AIM}."


def editions(folder: Path, size: int) -> Path:
    """Two editions of that many actions each, which nothing but their words ties together."""
    graph = portfolio(folder, 1, prefix="other")
    for name, revises in (("old", ""), ("new", "old")):
        write_plan(graph / "plans" / name, size, Random(7), revises)
    return graph
