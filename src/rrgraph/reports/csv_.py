"""The gap report as CSV: one line a finding, the columns those of the JSON.

A cell that a spreadsheet would run as a formula, one that begins with = + - @, a tab or a carriage
return, gets an apostrophe before it, and control characters are left out; JSON keeps every letter.
"""

from __future__ import annotations

import csv
from typing import TextIO

from rrgraph.findings import Finding, GapReport
from rrgraph.knowledge import Knowledge
from rrgraph.plaintext import in_cell

SUMMARY = "CSV: one line a finding, for other programs"
SUFFIX = ".csv"


def write(report: GapReport, out: TextIO, kg: Knowledge) -> None:
    """Write the findings as CSV, accepted ones included with the reason."""
    lines = csv.writer(out)
    lines.writerow(Finding._fields)
    for finding in report.findings:
        lines.writerow(in_cell(str(value)) for value in finding)
