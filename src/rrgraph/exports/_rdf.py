"""What the RDF exports share: quads in one order, so that equal graphs give equal bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

from rrgraph.iris import EDITORIAL, PREFIXES, plan_graph, plan_iri
from rrgraph.knowledge import Knowledge


def serialise(
    kg: Knowledge, out: BinaryIO, plans: Sequence[str], form: Any, *, union: bool = False
) -> None:
    """Write every quad in format `form`; with `union`, the triples of all graphs as one graph.

    With `plans`, what is printed, judged and derived of others is left out; what plans share stays.
    """
    from pyoxigraph import serialize

    found = iter(kg.store.oxigraph)
    left = tuple(f"{plan_iri(plan)}/" for plan in kg.plans if plans and plan not in plans)
    quads = [quad for quad in found if not left or not _is_of(quad, left)]
    if union:
        triples = {quad.triple for quad in quads}
        serialize(sorted(triples, key=str), out, format=form, prefixes=PREFIXES)
    else:
        ordered = sorted(quads, key=lambda q: (str(q.graph_name), str(q.triple)))
        serialize(ordered, out, format=form, prefixes=PREFIXES)


def _is_of(quad: Any, plans: tuple[str, ...]) -> bool:
    """Whether a statement is of one of some plans: in a graph of it, or derived from its items."""
    graph = f"{getattr(quad.graph_name, 'value', '')}/"
    bases = (plan_graph(""), EDITORIAL)
    owner = next((graph.removeprefix(base) for base in bases if graph.startswith(base)), "")
    if owner:
        return plan_iri(owner) in plans
    ends = (f"{getattr(node, 'value', '')}/" for node in (quad.subject, quad.object))
    return any(end.startswith(plans) for end in ends)
