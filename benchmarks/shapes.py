"""What it costs to hold the plans to the shapes: by SPARQL, as `check` does, and by SHACL engines.

`python -m benchmarks.shapes GRAPH WAY` holds the plans of a folder to the shapes in one way, and prints
the CPU seconds of that alone; a process of its own, for the sake of its memory.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.measure import Cost, exponent, table, told
from benchmarks.portfolio import portfolio
from rrgraph.checking import validate
from rrgraph.loading import load
from rrgraph.proving import conform
from rrgraph.queries import Library
from rrgraph.workspace import Workspace

SIZES = (100, 1_000, 10_000)
NONE, WHOLE = "reading and deriving alone", "SPARQL, as `check` does"
WAYS = {  # way -> the largest number of actions that it is waited for
    NONE: 10_000,
    WHOLE: 10_000,
    "pyshacl-turbo": 10_000,
    "pyshacl": 1_000,
}
ROOT = Path(__file__).resolve().parents[1]


def report(sizes: Iterable[int] = SIZES) -> str:
    """CPU time of the validation, and memory of the whole process, on sound made-up plans."""
    sizes = list(sizes)
    costs: dict[str, list[Cost]] = {way: [] for way in WAYS}
    for size in sizes:
        with tempfile.TemporaryDirectory() as away:
            graph = portfolio(Path(away), size)
            for way, most in WAYS.items():
                if size <= most:
                    costs[way].append(_cost(graph, way))
    rows = []
    for way, found in costs.items():
        cells = [f"{one.seconds:.2f} s, {one.megabytes:,.0f} MB" for one in found]
        grown = (
            exponent(sizes[: len(found)], [one.seconds for one in found]) if len(found) > 1 else 1
        )
        rows.append([way, *cells, *[""] * (len(sizes) - len(found)), f"{grown:.2f}"])
    return f"{table(['', *(f'{size:,} actions' for size in sizes), 'exponent'], rows)}\n\n{NOTE}"


NOTE = """\
CPU of the validation itself, beyond reading and deriving, which the first row has; memory of the whole process.
pySHACL is the reference engine, pyshacl-turbo comes with the extra `fast`. `check` asks an engine only where SPARQL
finds that a shape may be broken; `--engine` asks one in any case. tests/test_proving.py holds all to one answer."""


def _cost(graph: Path, way: str) -> Cost:
    """Seconds as the process tells them, memory as the system does."""
    words = (sys.executable, "-m", "benchmarks.shapes", str(graph), way)
    said, whole = told(words, ROOT)
    return Cost(float(said), whole.megabytes)


def held(graph: Path, way: str) -> float:
    """Hold the plans to the shapes in one way; the CPU seconds that it took."""
    began = time.process_time()
    loaded = load(Workspace.find(graph))
    store = loaded.derived(q.text for q in Library(*loaded.workspace.queries).all("derive"))
    if way != NONE:
        began = time.process_time()
    if way == WHOLE:
        assert conform(loaded, store)
    elif way != NONE:
        assert not validate(loaded, store, way)
    return time.process_time() - began


if __name__ == "__main__":
    print(held(Path(sys.argv[1]), sys.argv[2]))
