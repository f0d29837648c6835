"""The graph as JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from rrgraph.exports._rdf import serialise
from rrgraph.knowledge import Knowledge

SUMMARY = "JSON-LD: every named graph"
SUFFIX = ".jsonld"


def write(kg: Knowledge, out: BinaryIO, plans: Sequence[str] = ()) -> None:
    """Write the graph as JSON-LD: every named graph."""
    from pyoxigraph import RdfFormat

    serialise(kg, out, plans, RdfFormat.JSON_LD)
