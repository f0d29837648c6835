"""What the protocol costs: the same questions in process, to the engine alone, and through `rrgraph serve`."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import rrgraph
from benchmarks.measure import table
from rrgraph.serving import serving

ROUNDS = 300
ASKED = {
    "a small question": "SELECT ?p { ?p a <https://w3id.org/rrgraph/def#Plan> } ORDER BY ?p",
    "all facts of all actions": "SELECT ?a ?p ?o { ?a a <https://w3id.org/rrgraph/def#Action> ; ?p ?o }",
}


def report() -> str:
    """Median milliseconds a question, one after the other, and questions a second by four at once."""
    kg = rrgraph.open(Path(__file__).resolve().parents[1] / "graph")
    rows = []
    with tempfile.TemporaryDirectory() as site, serving(kg, Path(site), port=0) as front:
        thread = threading.Thread(target=front.serve_forever, args=(0.05,))
        thread.start()
        ways = {
            "in process": None,
            "engine alone": (front.engine.ensure().port, "/query"),
            "`rrgraph serve`": (front.server_address[1], "/sparql"),
        }
        for way, place in ways.items():
            row = [way]
            for sparql in ASKED.values():
                ask = _asker(kg, sparql, place)
                row += [f"{_median(ask):.2f} ms", f"{_at_once(ask):.0f}"]
            rows.append(row)
        front.shutdown()
        thread.join()
    head = [
        "",
        *(f"{name}: {what}" for name in ASKED for what in ("median", "a second, 4 clients")),
    ]
    return table(head, rows)


def _asker(
    kg: rrgraph.knowledge.Knowledge, sparql: str, place: tuple[int, str] | None
) -> Callable[[], None]:
    """A function that asks once, in a given way."""

    def in_process() -> None:
        kg.store.select(sparql)

    def by_http() -> None:
        assert place
        connection = HTTPConnection("127.0.0.1", place[0])
        headers = {"Accept": "application/sparql-results+json"}
        connection.request("GET", f"{place[1]}?{urlencode({'query': sparql})}", headers=headers)
        answer = connection.getresponse()
        said = answer.read()
        assert answer.status == 200, said
        connection.close()

    return by_http if place else in_process


def _median(ask: Callable[[], None]) -> float:
    """Milliseconds of one question."""
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - began)
    return sorted(taken)[ROUNDS // 2] * 1000


def _at_once(ask: Callable[[], None], clients: int = 4) -> float:
    """Questions a second, asked by several at once."""
    threads = [
        threading.Thread(target=lambda: [ask() for _ in range(ROUNDS // clients)])
        for _ in range(clients)
    ]
    began = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return ROUNDS / (time.perf_counter() - began)
