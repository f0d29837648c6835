"""The graph as Turtle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from rrgraph.exports._rdf import serialise
from rrgraph.knowledge import Knowledge

SUMMARY = "Turtle: all graphs as one"
SUFFIX = ".ttl"


def write(kg: Knowledge, out: BinaryIO, plans: Sequence[str] = ()) -> None:
    """Write the graph as Turtle: all graphs as one."""
    from pyoxigraph import RdfFormat

    serialise(kg, out, plans, RdfFormat.TURTLE, union=True)
