"""Triples as Turtle, with the prefixes that we use."""

from __future__ import annotations

from typing import Any, TextIO

from rrgraph.answers._triples import serialised

SUMMARY = "Turtle, for the triples of a CONSTRUCT or DESCRIBE"
SUFFIX = ".ttl"
OF = "triples"


def write(answer: list[Any], out: TextIO) -> None:
    """Write the triples in one order, so that equal answers are equal bytes."""
    out.write(serialised(answer, "TURTLE"))
