"""How soon a command is there: whole processes beside their yardsticks, by turns."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import RRGRAPH, cost, table
from rrgraph.workspace import Workspace

IMPORTS = (sys.executable, "-c", "import rdflib, networkx, pyoxigraph")
BARE = (sys.executable, "-c", "pass")
ANEW = ("env", "RRGRAPH_CACHE=off", RRGRAPH)
PLAN = "yorkshire-humberside-2009"


class Pair(NamedTuple):
    """A command, what it is held against, and the ratio aimed at."""

    name: str
    command: tuple[str, ...]
    yardstick: str
    against: tuple[str, ...]
    aim: float


PAIRS = (
    Pair("rrgraph --help", (RRGRAPH, "--help"), "bare Python", BARE, 6),
    Pair("rrgraph gaps", (RRGRAPH, "gaps"), "importing rdflib, networkx, pyoxigraph", IMPORTS, 2),
    Pair("rrgraph gaps, all files read anew", (*ANEW, "gaps"), "the same imports", IMPORTS, 2),
    Pair("rrgraph explore", (RRGRAPH, "explore"), "the same imports", IMPORTS, 4),
)


def report(runs: int = 9) -> str:
    """CPU time on the one plan of Yorkshire & Humberside, and the ratio of the least times."""
    rows = []
    with tempfile.TemporaryDirectory() as away:
        here = Path(away)
        shutil.copytree(Workspace.find().graph, here / "graph")
        for plan in (here / "graph" / "plans").iterdir():
            if plan.name != PLAN:
                shutil.rmtree(plan)
        for pair in PAIRS:
            cost(pair.command, here), cost(pair.against, here)  # warm the file cache
            times = [
                (cost(pair.command, here).seconds, cost(pair.against, here).seconds)
                for _ in range(runs)
            ]
            ours, theirs = (min(column) for column in zip(*times, strict=True))
            ratio = ours / theirs
            rows.append(
                [
                    f"`{pair.name}`",
                    f"{ours:.2f} s",
                    f"{pair.yardstick}, {theirs:.2f} s",
                    f"{ratio:.1f}",
                    f"{pair.aim:g}, {'met' if ratio <= pair.aim else 'missed'}",
                ]
            )
    return table(["command", "CPU", "beside", "ratio", "aim"], rows)
