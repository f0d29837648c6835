"""What the formats for triples share."""

from __future__ import annotations

from typing import Any

from rrgraph.iris import PREFIXES


def serialised(triples: list[Any], form: str) -> str:
    """Triples in a format of RDF, sorted, with the prefixes that we use."""
    from pyoxigraph import RdfFormat, serialize

    ordered = sorted(set(triples), key=str)
    data = serialize(ordered, format=getattr(RdfFormat, form), prefixes=PREFIXES)
    return (data or b"").decode()
