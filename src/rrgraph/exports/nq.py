"""The graph as N-Quads."""

from __future__ import annotations

from typing import BinaryIO

from rrgraph.exports._rdf import serialise
from rrgraph.knowledge import Knowledge

SUMMARY = "N-Quads: one line a statement, every named graph"
SUFFIX = ".nq"


def write(kg: Knowledge, out: BinaryIO) -> None:
    """Write the graph as N-Quads: one line a statement, every named graph."""
    from pyoxigraph import RdfFormat

    serialise(kg, out, RdfFormat.N_QUADS, union=False)
