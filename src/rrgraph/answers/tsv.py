"""An answer as SPARQL 1.1 TSV: every term written out as in Turtle."""

from __future__ import annotations

from typing import Any, TextIO

from rrgraph.store import Table, plain

SUMMARY = "SPARQL 1.1 TSV: every term written out, for other programs"
SUFFIX = ".tsv"
OF = "rows"


def write(answer: Table | bool, out: TextIO) -> None:
    """Write a heading and the rows; no cell of it holds a tabulator or the end of a line."""
    if isinstance(answer, bool):
        out.write(f"{str(answer).lower()}\n")
        return
    out.write("\t".join(f"?{column}" for column in answer.columns) + "\n")
    for row in answer.rows:
        out.write("\t".join(map(_written, row)) + "\n")


def _written(term: Any) -> str:
    """A term as Turtle has it, a number or a boolean without quotes."""
    is_short = isinstance(plain(term), int | float)
    return "" if term is None else str(term.value if is_short else term)
