"""Triples as TriG, which tools for datasets read."""

from __future__ import annotations

from typing import Any, TextIO

from rrgraph.answers._triples import serialised

SUMMARY = "TriG, for the triples of a CONSTRUCT or DESCRIBE, all in the default graph"
SUFFIX = ".trig"
OF = "triples"


def write(answer: list[Any], out: TextIO) -> None:
    """Write the triples in one order, so that equal answers are equal bytes."""
    out.write(serialised(answer, "TRIG"))
