"""What questions cost: the whole library, on the shipped plans and on many copies of them.

`python -m benchmarks.questions COPIES` measures one size, in a process of its own for the sake of its
memory, and prints JSON. Each engine reads every value of every row, as anybody must who wants them.
"""

from __future__ import annotations

import json
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import rrgraph
from benchmarks.measure import cost, table
from rrgraph.endpoint import prepared
from rrgraph.iris import PREFIXES
from rrgraph.knowledge import Knowledge
from rrgraph.queries import Query
from rrgraph.store import Store

SIZES = (1, 10, 60, 100)  # the shipped plans so many times; 60 times is 2 million quads
FOR_RDFLIB = (1, 10)
CAP = 1.0  # seconds; a question that rdflib does not answer by then counts as so many
KINDS = ("ask", "gaps", "grids", "matters", "network", "refresh", "sheets")  # every SELECT
OVER_ALL = ("gaps", "matters")  # these range over all plans, the others are asked of one
GIVEN = {"plan": "yorkshire-humberside-2009", "asOf": "2010-03-31"}
ROOT = Path(__file__).resolve().parents[1]


def report(sizes: tuple[int, ...] = SIZES) -> str:
    """CPU time of the library by engine and size, memory, and the slowest question of each size."""
    head = [
        *("plans, times", "quads", "`rrgraph`", "pyoxigraph", "ratio", "rdflib", "ratio"),
        *("memory", "slowest of one plan", "slowest over all plans"),
    ]
    rows = []
    for copies in sizes:
        with tempfile.TemporaryDirectory() as away:
            out = Path(away) / "found.json"
            words = (sys.executable, "-m", "benchmarks.questions", str(copies), str(out))
            megabytes = cost(words, cwd=ROOT).megabytes
            found = json.loads(out.read_text(encoding="utf-8"))
            theirs = _rdflib(copies) if copies in FOR_RDFLIB else {}
        rows.append(_row(copies, found, theirs, megabytes))
    count = len(questions(shipped()))
    return f"{table(head, rows)}\n\n{NOTE.format(count=count, cap=CAP)}"


NOTE = """\
CPU time of all {count} SELECT queries that ship, each once, all rows read. Aims: a ratio of at most 1.2 beside
pyoxigraph, at least 20 beside rdflib's engine, the slowest under a second at 100 times. Gap rules (`gaps`) and what
they are about (`matters`) range over all plans; the others are asked of one. rdflib is given {cap:g} s for each query;
what it does not answer by then counts as {cap:g} s, in its favour. Memory is that of the whole process."""


def _row(copies: int, found: Any, theirs: dict[str, float], megabytes: float) -> list[str]:
    ours, raw = found["rrgraph"], found["pyoxigraph"]
    over_all = {name for name in ours if name.split("/")[0] in OVER_ALL}
    slowest = (max(part, key=ours.__getitem__) for part in (ours.keys() - over_all, over_all))
    total, least = sum(ours.values()), sum(raw.values())
    ended = sum(seconds < CAP for seconds in theirs.values())
    late = f", {len(theirs) - ended} not ended" if ended < len(theirs) else ""
    return [
        str(copies),
        f"{found['quads']:,}",
        f"{total:.2f} s",
        f"{least:.2f} s",
        f"{total / least:.2f}",
        f"{sum(theirs.values()):.0f} s{late}" if theirs else "",
        f"{sum(theirs.values()) / total:.0f}" if theirs else "",
        f"{megabytes:,.0f} MB",
        *(f"`{name}`, {ours[name]:.2f} s" for name in slowest),
    ]


# ---------------------------------------------------------------------- what is asked, and of what
def shipped() -> Knowledge:
    """The plans that ship."""
    return rrgraph.open(ROOT / "graph")


def questions(kg: Knowledge) -> list[tuple[Query, dict[str, Any]]]:
    """The library, each query with what it is asked about."""
    found = []
    for kind in KINDS:
        for query in kg.library.all(kind):
            given = {k: v for k, v in GIVEN.items() if k in query.parameters}
            found.append((query, query.bindings({**given, **query.defaults})))
    return found


def _name(query: Query) -> str:
    """A question and a rule may share a name."""
    return f"{query.path.parent.name}/{query.path.stem}"


def copied(kg: Knowledge, copies: int) -> Iterator[bytes]:
    """N-Quads of the graph, then of each copy: its plans, and what is said of them, by other names."""
    whole = kg.store.dump_nquads()
    yield whole
    plans = re.compile("|".join(map(re.escape, sorted(kg.plans, key=len, reverse=True))).encode())
    lines = b"\n".join(line for line in whole.split(b"\n") if plans.search(line))
    for number in range(1, copies):
        yield plans.sub(lambda name, n=number: b"%s-copy-%d" % (name[0], n), lines)  # type: ignore[misc]


def filled(kg: Knowledge, copies: int) -> Store:
    """The store with so many copies."""
    store = Store()
    for quads in copied(kg, copies):
        store.load_nquads(quads)
    return store


# ---------------------------------------------------------------------- how it is measured
def measured(copies: int) -> dict[str, Any]:
    """Seconds of each question in the embedded store and in pyoxigraph alone, by turns."""
    kg = shipped()
    store = filled(kg, copies)

    def ours(query: Query, bindings: dict[str, Any]) -> None:
        store.select(query.text, bindings)

    def raw(query: Query, bindings: dict[str, Any]) -> None:
        from pyoxigraph import Variable

        given = {Variable(name): value for name, value in bindings.items()}
        text, graph = query.text, store.oxigraph
        found = graph.query(
            text, prefixes=PREFIXES, use_default_graph_as_union=True, substitutions=given
        )
        for row in found:
            list(row)

    runs = 3 if copies < 10 else 1
    taken: dict[str, dict[str, float]] = {"rrgraph": {}, "pyoxigraph": {}}
    for query, bindings in questions(kg):
        times = [
            (_seconds(ours, query, bindings), _seconds(raw, query, bindings)) for _ in range(runs)
        ]
        taken["rrgraph"][_name(query)] = min(one for one, _ in times)
        taken["pyoxigraph"][_name(query)] = min(other for _, other in times)
    return {"quads": len(store), **taken}


def _seconds(ask: Callable[[Query, dict[str, Any]], None], query: Query, bindings: Any) -> float:
    began = time.process_time()
    ask(query, bindings)
    return time.process_time() - began


def _rdflib(copies: int) -> dict[str, float]:
    """Seconds of each question in rdflib's engine, at most CAP."""
    import rdflib

    kg, dataset = shipped(), rdflib.Dataset(default_union=True)
    dataset.parse(data=b"\n".join(copied(kg, copies)), format="nquads")
    taken = {}
    for query, bindings in questions(kg):
        began = time.process_time()
        signal.signal(signal.SIGPROF, _late)
        signal.setitimer(signal.ITIMER_PROF, CAP)
        try:
            for row in dataset.query(prepared(query.text, bindings)):
                list(row)  # type: ignore[call-overload]
            taken[_name(query)] = time.process_time() - began
        except Exception:  # it did not end, or it ended without an answer: see tests/test_parity.py
            taken[_name(query)] = CAP
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    return taken


def _late(*_: Any) -> None:
    raise TimeoutError


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(measured(int(sys.argv[1]))), encoding="utf-8")
