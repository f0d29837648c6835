"""What the RDF exports share: quads in one order, so that equal graphs give equal bytes."""

from __future__ import annotations

from typing import Any, BinaryIO

from rrgraph.iris import PREFIXES
from rrgraph.knowledge import Knowledge


def serialise(kg: Knowledge, out: BinaryIO, form: Any, *, union: bool = False) -> None:
    """Write every quad in format `form`; with `union`, the triples of all graphs as one graph."""
    from pyoxigraph import serialize

    quads = kg.store.oxigraph.quads_for_pattern(None, None, None, None)
    if union:
        triples = {quad.triple for quad in quads}
        serialize(sorted(triples, key=str), out, format=form, prefixes=PREFIXES)
    else:
        ordered = sorted(quads, key=lambda q: (str(q.graph_name), str(q.triple)))
        serialize(ordered, out, format=form, prefixes=PREFIXES)
