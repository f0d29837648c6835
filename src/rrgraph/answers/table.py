"""An answer for a terminal, in aligned columns."""

from __future__ import annotations

import sys
from typing import TextIO

from rrgraph.plaintext import printable
from rrgraph.store import Table, shown

SUMMARY = "aligned columns for a terminal"
SUFFIX = ".txt"
OF = "rows"
WIDE = 10_000  # where no terminal sets the width, no cell is folded


def write(answer: Table | bool, out: TextIO) -> None:
    """Write the rows in columns and how many there are; yes or no for a bool."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    if isinstance(answer, bool):
        out.write("yes\n" if answer else "no\n")
        return
    table = Drawn(box=SIMPLE_HEAD, pad_edge=False)
    for column in answer.columns:
        table.add_column(column, overflow="fold")
    for row in answer.rows:
        table.add_row(*(Text(printable(shown(value))) for value in row))
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    width = Console().width if on_terminal else WIDE
    console = Console(width=width, color_system=None, force_terminal=False)
    with console.capture() as drawn:
        console.print(table)
    text = "\n".join(line.rstrip() for line in drawn.get().splitlines())
    count = len(answer)
    out.write(f"{text.strip(chr(10))}\n{count} row{'s' * (count != 1)}\n")
