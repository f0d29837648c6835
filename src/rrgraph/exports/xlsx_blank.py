"""A blank pro forma, for a plan that is only beginning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from rrgraph.exports.xlsx import blank
from rrgraph.knowledge import Knowledge

SUMMARY = "Excel pro forma without a plan: empty rows, and the register to choose from"
SUFFIX = ".blank.xlsx"
BINARY = True


def write(kg: Knowledge, out: BinaryIO, plans: Sequence[str] = ()) -> None:
    """Write the form; it is the same whatever the plans."""
    out.write(blank(kg.store))
