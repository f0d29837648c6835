"""Joint delivery plans to reduce reoffending, as a knowledge graph.

    import rrgraph

    kg = rrgraph.open("graph")
    kg.query("block-refers-to", block="yorkshire-humberside-2009/priority/1.1")
    kg.gaps().open
    kg.network("dependencies")

Importing this package imports nothing heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from rrgraph.knowledge import Knowledge

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(graph: Path | str | None = None, *, endpoint: str = "") -> Knowledge:
    """Open the plans of a `graph/` folder: the one named, else the nearest, else the shipped plans.

    With `endpoint`, the address of a SPARQL 1.1 store, a copy of the plans that are there.

    Returns the knowledge graph to ask: `query`, `gaps`, `network`, `graph` (rdflib). Raises
    `rrgraph.errors.FaultyData` with every fault, by file and line, when the data has any.
    """
    if endpoint:
        from rrgraph.remote import copied

        return copied(endpoint)
    from rrgraph.knowledge import open_graph

    return open_graph(graph)
