"""The graph as TriG."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from rrgraph.exports._rdf import serialise
from rrgraph.knowledge import Knowledge

SUMMARY = "TriG: one file, every named graph"
SUFFIX = ".trig"


def write(kg: Knowledge, out: BinaryIO, plans: Sequence[str] = ()) -> None:
    """Write the graph as TriG: one file, every named graph."""
    from pyoxigraph import RdfFormat

    serialise(kg, out, plans, RdfFormat.TRIG)
