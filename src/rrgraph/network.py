"""Networks of a plan as networkx graphs; the queries in `queries/network` alone say what is in them.

A network `dependencies` is the pair of queries whose headers say `network: dependencies`, one with
`part: nodes` (columns ?node ?label ?kind and whatever else), one with `part: edges` (?from ?to ...).
Every further column becomes an attribute of the node or edge, parameters (`?_plan_iri`) aside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from rrgraph.errors import UsageError, did_you_mean
from rrgraph.queries import Query
from rrgraph.store import Store, plain

if TYPE_CHECKING:
    import networkx


Row = dict[str, Any]
PLAN = "_plan_iri"  # the column that says of which plan a row is


def network_names(queries: Iterable[Query]) -> list[str]:
    """The networks there are."""
    return sorted({query["network"] for query in queries})


def build_network(
    store: Store, queries: Iterable[Query], name: str, given: Mapping[str, str]
) -> networkx.DiGraph[str]:
    """The network `name` as a directed graph whose nodes are IRIs, narrowed by the parameters given.

    Nodes that only an edge names are left out with that edge: the node query decides what is in.
    """
    parts = _parts(list(queries), name)
    known = {parameter for part in parts.values() for parameter in part.parameters}
    for parameter in set(given) - known:
        near = did_you_mean(parameter, known) or f"It has: {', '.join(sorted(known)) or 'none'}."
        raise UsageError(f'The network "{name}" has no parameter "{parameter}". {near}')
    nodes, edges = (_rows(store, parts[part], given) for part in ("nodes", "edges"))
    return _graph(name, nodes, edges)


def networks_by_plan(
    store: Store, queries: Iterable[Query], name: str
) -> dict[str, networkx.DiGraph[str]]:
    """The network `name` of each plan that has any of it, by the plan's IRI.

    Each query is asked once, however many plans there are: what it costs grows with the plans, not
    with their square.
    """
    parts = _parts(list(queries), name)
    rows: dict[str, dict[str, list[Row]]] = {"nodes": defaultdict(list), "edges": defaultdict(list)}
    for part, found in rows.items():
        answer = store.query(parts[part].text)
        names = [variable.value for variable in answer.variables]
        for solution in answer:
            row = dict(zip(names, map(plain, solution), strict=True))
            found[str(row.get(PLAN) or "")].append(_shown(row))
    return {plan: _graph(name, own, rows["edges"][plan]) for plan, own in rows["nodes"].items()}


def _parts(queries: list[Query], name: str) -> dict[str, Query]:
    """The two queries of a network; UsageError where one lacks, or both."""
    parts = {query["part"]: query for query in queries if query["network"] == name}
    if parts and (lacking := {"nodes", "edges"} - set(parts)):
        said = f'The network "{name}" has no query for its {" and ".join(sorted(lacking))}'
        raise UsageError(
            f"{said}: one with `#+ network: {name}` and `#+ part:` in queries/network."
        )
    if not parts:
        names = network_names(queries)
        near = did_you_mean(name, names) or f"There are: {', '.join(names)}."
        raise UsageError(f'There is no network "{name}". {near}')
    return parts


def _graph(name: str, nodes: Iterable[Row], edges: Iterable[Row]) -> networkx.DiGraph[str]:
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph(name=name)
    for row in nodes:
        graph.add_node(row.pop("node"), **row)
    for row in edges:
        start, end = row.pop("from"), row.pop("to")
        if start in graph and end in graph:
            graph.add_edge(start, end, **row)
    return graph


def _rows(store: Store, query: Query, given: Mapping[str, str]) -> Iterable[Row]:
    known = {key: value for key, value in given.items() if key in query.parameters}
    for row in store.select(query.text, query.bindings(known)):
        yield _shown(row)


def _shown(row: Mapping[str, Any]) -> Row:
    """A row without its parameters."""
    return {name: value for name, value in row.items() if not name.startswith("_")}
