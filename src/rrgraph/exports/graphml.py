"""The plans as one network in GraphML, for networkx, yEd, igraph and the like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from rrgraph.exports._network import network
from rrgraph.knowledge import Knowledge

SUMMARY = "GraphML: everything that joins two things, for networkx, yEd or igraph"
SUFFIX = ".graphml"


def write(kg: Knowledge, out: BinaryIO, plans: Sequence[str] = ()) -> None:
    """Write one directed network; what a thing is and what a link says are its attributes."""
    import networkx

    networkx.write_graphml_xml(network(kg, plans), out, named_key_ids=True)
