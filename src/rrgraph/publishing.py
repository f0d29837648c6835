"""The graph put into a store: each named graph beside the old one first, counted, then in its place.

A store may cut what it is given, in silence. So every graph goes under a temporary name, is counted
there, and takes its place only when all of them are whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from rrgraph.endpoint import Endpoint
from rrgraph.errors import UsageError
from rrgraph.iris import GRAPHS
from rrgraph.knowledge import Knowledge
from rrgraph.progress import over

MOST_BYTES = 200_000  # of one request: some stores take no larger one
TEMPORARY = f"{GRAPHS}arriving/"


class Published(NamedTuple):
    """What a store holds now."""

    graphs: dict[str, int]  # named graph -> triples
    pruned: list[str]
    left: list[str]  # ours by name, and not of this graph: what an earlier publication left there


def publish(kg: Knowledge, endpoint: Endpoint, *, prune: bool = False) -> Published:
    """Replace our named graphs in a store; with `prune`, drop those of plans that are gone.

    UsageError if a store did not take all of it: then the old graphs stand as they were, unless it
    failed while they were put in place, and the message says which are new.
    """
    graphs = _graphs(kg)
    counts = {name: len(triples) for name, triples in graphs.items()}
    arriving = {name: f"{TEMPORARY}{number}" for number, name in enumerate(sorted(graphs))}
    _drop(endpoint, [name for name in endpoint.graphs() if name.startswith(TEMPORARY)])  # cut off
    try:
        for name, away in arriving.items():
            _put(endpoint, away, graphs[name])
        _hold(endpoint, {arriving[name]: count for name, count in counts.items()})
    except (UsageError, SyntaxError):
        _drop(endpoint, arriving.values())
        raise
    moves = " ;\n".join(f"MOVE <{away}> TO <{name}>" for name, away in arriving.items())
    try:
        endpoint.update(moves)  # one request, which most stores do as a whole or not at all
        _hold(endpoint, counts)
    except (UsageError, SyntaxError) as error:
        waiting = set(endpoint.graphs())
        changed = [name for name, away in arriving.items() if away not in waiting]
        told = ", ".join(changed) or "none"
        raise UsageError(f"{error}\nOf the graphs of the store these are new: {told}.") from error
    others = [name for name in endpoint.graphs() if name not in counts]
    if prune:
        _drop(endpoint, others)
    return Published(counts, others if prune else [], [] if prune else others)


def _graphs(kg: Knowledge) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for quad in kg.store.oxigraph:
        found[str(getattr(quad.graph_name, "value", ""))].append(quad.triple)
    return {name: sorted(set(triples), key=str) for name, triples in sorted(found.items())}


def _put(endpoint: Endpoint, graph: str, triples: Iterable[Any]) -> None:
    """Fill a graph that is not there yet."""
    parts = list(_parts(f"{triple} ." for triple in triples))
    for lines in over(parts, "Sending"):
        endpoint.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{lines}\n}} }}")


def _parts(lines: Iterable[str]) -> Iterator[str]:
    """Lines together, as many as a request may hold."""
    part: list[str] = []
    size = 0
    for line in lines:
        if part and size + len(line) > MOST_BYTES:
            yield "\n".join(part)
            part, size = [], 0
        part.append(line)
        size += len(line)
    if part:
        yield "\n".join(part)


def _hold(endpoint: Endpoint, expected: dict[str, int]) -> None:
    """Every graph has as many triples as it should."""
    found = endpoint.graphs()
    wrong = [
        f"<{name}> has {found.get(name, 0)} of {count} triples"
        for name, count in expected.items()
        if found.get(name, 0) != count
    ]
    if wrong:
        raise UsageError(f"The store did not keep all that it was given: {'; '.join(wrong)}.")


def _drop(endpoint: Endpoint, graphs: Iterable[str]) -> None:
    for graph in graphs:
        endpoint.update(f"DROP SILENT GRAPH <{graph}>")
