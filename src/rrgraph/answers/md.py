"""An answer as a Markdown table, to paste into a paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rrgraph.plaintext import in_markdown
from rrgraph.store import Table, shown

SUMMARY = "Markdown table, to paste into a paper"
SUFFIX = ".md"
OF = "rows"


def write(answer: Table | bool, out: TextIO) -> None:
    """Write the rows as a table in which every text stays text."""
    if isinstance(answer, bool):
        out.write("yes\n" if answer else "no\n")
        return
    out.write(_line(in_markdown(column) for column in answer.columns))
    out.write(_line("---" for _ in answer.columns))
    for row in answer.rows:
        out.write(_line(in_markdown(shown(value)) for value in row))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
