"""What the formats for networks share: one network of everything in the plans, each thing in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rrgraph.explorer.layout import Card, Column, Drawing, Group, arrange
from rrgraph.iris import plan_iri, short
from rrgraph.knowledge import Knowledge
from rrgraph.plaintext import printable

if TYPE_CHECKING:
    import networkx

NETWORK = "whole-plan"
NODE = ("label", "kind", "number", "title", "text", "plan", "theme", "above")
EDGE = ("relation", "printed", "basis")
COLUMNS = {  # heading of a column of the drawing -> the kinds that stand in it
    "Policy": ("policy target", "indicator", "pathway"),
    "Plan": ("plan", "theme"),
    "Priorities": ("priority",),
    "Actions": ("action",),
    "Partners": ("agency", "post", "partner group"),
    "Boards": ("board",),
}


def network(kg: Knowledge, plans: Sequence[str]) -> networkx.DiGraph[str]:
    """The plans as one network: nodes by their short names, sorted, with texts and numbers alone.

    Every node has all of `NODE` and its IRI, every edge all of `EDGE`; empty where nothing is said.
    """
    import networkx

    named = [kg.network(NETWORK, plan=plan) for plan in kg.check_plans(plans) if plans]
    found = networkx.compose_all(named) if named else kg.network(NETWORK)
    made: networkx.DiGraph[str] = networkx.DiGraph(name="rrgraph")
    for iri in sorted(found, key=short):
        told = found.nodes[iri]
        texts = {name: _text(told.get(name)) for name in NODE}
        texts["plan"] = texts["plan"].removeprefix(plan_iri(""))
        made.add_node(short(iri), iri=iri, order=int(told.get("order") or 0), **texts)
    for start, end in sorted(found.edges):
        told = found.edges[start, end]
        made.add_edge(short(start), short(end), **{name: _text(told.get(name)) for name in EDGE})
    return made


def drawn(graph: networkx.DiGraph[str]) -> Drawing:
    """Where each node stands: columns by kind, policy on the left, partners on the right."""
    columns = []
    for title, kinds in COLUMNS.items():
        own = [node for node in graph if graph.nodes[node]["kind"] in kinds]
        own.sort(key=lambda node: (graph.nodes[node]["plan"], graph.nodes[node]["order"], node))
        cards = [Card(node, "", graph.nodes[node]["label"]) for node in own]
        free = title in ("Policy", "Partners", "Boards")
        columns.append(Column(title, [Group(cards)], ordered=not free, splits=True))
    return arrange(columns, list(graph.edges))


def _text(value: Any) -> str:
    return printable(str(value)) if value is not None else ""
