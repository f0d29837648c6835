"""The graph as N-Quads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from rrgraph.exports._rdf import serialise
from rrgraph.knowledge import Knowledge

SUMMARY = "N-Quads: one line a statement, every named graph"
SUFFIX = ".nq"


def write(kg: Knowledge, out: BinaryIO, plans: Sequence[str] = ()) -> None:
    """Write the graph as N-Quads: one line a statement, every named graph."""
    from pyoxigraph import RdfFormat

    serialise(kg, out, plans, RdfFormat.N_QUADS)
