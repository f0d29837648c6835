"""The server under load: many clients ask the library at once, and hostile queries come in between."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import rrgraph
from benchmarks.measure import table
from rrgraph.endpoint import prepared
from rrgraph.store import Table

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 10  # seconds that the server gives a query: an honest one must end on a busy machine

HOSTILE = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT * { ?a (<x:p>|!<x:q>)* ?b . ?c (<x:p>|!<x:q>)* ?d . ?e (<x:p>|!<x:q>)* ?f }",
    f"SELECT * {{ ?s ?p ?o FILTER(STR(?s) IN ({', '.join(['1'] * 400_000)})) }}",
    "SELECT * { ",
    "DROP ALL",
)


@dataclass
class Seen:
    """What the clients saw."""

    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    hostile: Counter[int] = field(default_factory=Counter)  # HTTP status -> how often
    slowest_end: float = 0.0  # of a hostile query
    memory: list[float] = field(default_factory=list)  # MB of all processes of the server


def asked() -> list[tuple[str, int]]:
    """Each question of the library as it is sent, and how many rows it should find."""
    kg = rrgraph.open(ROOT / "graph")
    found = []
    for query in kg.library.all("ask"):
        bindings = kg.bindings(query, {})
        answer = kg.store.select(query.text, bindings)
        assert isinstance(answer, Table)
        found.append((prepared(query.text, bindings), len(answer.rows)))
    return found


def report(seconds: float = 120, clients: int = 16) -> str:
    """Ask for so long, and tell throughput, latency, failures and memory as a table."""
    seen = under_load(seconds, clients)
    times = sorted(seen.seconds)
    quarter = max(1, len(seen.memory) // 4)
    early, late = seen.memory[quarter : 2 * quarter], seen.memory[-quarter:]
    ended = ", ".join(f"{count} by {status}" for status, count in sorted(seen.hostile.items()))
    rows = [
        ["clients at once, for", f"{clients}, {seconds:.0f} s, and one hostile client beside them"],
        ["answers", f"{len(times)}, {len(times) / seconds:.0f} a second"],
        ["failed or wrong", str(len(seen.failed))],
        *(
            [f"{share} % answered within", f"{_at(times, share) * 1000:.0f} ms"]
            for share in (50, 95, 99)
        ),
        ["slowest answer", f"{times[-1] * 1000:.0f} ms"],
        ["memory, 2nd quarter of the time", f"{sum(early) / len(early):.0f} MB"],
        ["memory, last quarter", f"{sum(late) / len(late):.0f} MB"],
        [
            f"hostile queries ended (limit {LIMIT} s)",
            f"{ended}; the slowest after {seen.slowest_end:.1f} s",
        ],
    ]
    return table(["", ""], rows)


def _at(times: list[float], share: int) -> float:
    return times[min(len(times) - 1, len(times) * share // 100)]


def under_load(seconds: float, clients: int) -> Seen:
    """Start `rrgraph serve` and let the clients ask until the time is over."""
    questions, seen, stop = asked(), Seen(), threading.Event()
    program = Path(sys.executable).with_name("rrgraph")
    words = [program, "serve", "--port", "0", "--seconds", str(LIMIT), "--graph", ROOT / "graph"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd="/") as server:
        assert server.stdout
        port = urlsplit(server.stdout.readline().split()[0]).port or 0
        work = [
            threading.Thread(target=_ask, args=(port, questions[at:] + questions[:at], seen, stop))
            for at in range(clients)
        ]
        work.append(threading.Thread(target=_attack, args=(port, seen, stop)))
        for thread in work:
            thread.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            seen.memory.append(_memory(server.pid))
            time.sleep(0.5)
        stop.set()
        for thread in work:
            thread.join()
        server.terminate()
    return seen


def _ask(port: int, questions: list[tuple[str, int]], seen: Seen, stop: threading.Event) -> None:
    while True:
        for sparql, rows in questions:
            if stop.is_set():
                return
            begun = time.monotonic()
            status, body = _post(port, sparql)
            seen.seconds.append(time.monotonic() - begun)
            if status != 200 or len(json.loads(body)["results"]["bindings"]) != rows:
                seen.failed.append(f"{status}: {body[:200]!r}: {sparql[:200]}")


def _attack(port: int, seen: Seen, stop: threading.Event) -> None:
    while not stop.is_set():
        for sparql in HOSTILE:
            begun = time.monotonic()
            status, _ = _post(port, sparql)
            seen.hostile[status] += 1
            seen.slowest_end = max(seen.slowest_end, time.monotonic() - begun)
            if stop.wait(1):
                return


def _post(port: int, sparql: str) -> tuple[int, bytes]:
    """Status and answer; 0 if there was none."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        head = {"Content-Type": "application/x-www-form-urlencoded"}
        head["Accept"] = "application/sparql-results+json"
        connection.request("POST", "/sparql", urlencode({"query": sparql}), head)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except OSError as error:
        return 0, str(error).encode()
    finally:
        connection.close()


def _memory(pid: int) -> float:
    """MB that a process and those it started hold."""
    total = 0
    for process in [pid, *_children(pid)]:
        try:
            pages = Path(f"/proc/{process}/statm").read_text().split()[1]
        except OSError:  # it has just ended
            continue
        total += int(pages) * 4096
    return total / 1e6


def _children(pid: int) -> list[int]:
    found = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # a thread that has just ended
            found += map(int, listed.read_text().split())
    return found
