"""An answer as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from typing import TextIO

from rrgraph.answers._cells import in_spreadsheet
from rrgraph.store import Table

SUMMARY = "CSV, safe to open in a spreadsheet"
SUFFIX = ".csv"
OF = "rows"


def write(answer: Table | bool, out: TextIO) -> None:
    """Write a heading and the rows; what a spreadsheet would run gets an apostrophe before it."""
    lines = csv.writer(out)
    if isinstance(answer, bool):
        lines.writerow([str(answer).lower()])
        return
    lines.writerow(answer.columns)
    for row in answer.rows:
        lines.writerow(map(in_spreadsheet, row))
