"""How long `rrgraph import` takes with large files, beside merely opening them."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import openpyxl

from benchmarks.measure import RRGRAPH, exponent, least, table

SIZES = (100, 1_000, 10_000)
HEAD = ("Ref", "Priority", "Action", "Measure", "By when", "Lead", "Partners")
_OPEN = "import openpyxl, sys; openpyxl.load_workbook(sys.argv[1], data_only=True)"


def workbook(path: Path, rows: int) -> Path:
    """A plan of as many actions, twenty to a priority, in one sheet; a third of the names unknown."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Plan")
    sheet.append(HEAD)
    for number in range(rows):
        priority, action = divmod(number, 20)
        sheet.append(
            (
                f"{priority + 1}.{action + 1}",
                f"{priority + 1} Priority of area {priority + 1}",
                f"Arrange visit {number} for people in area {number % 97}",
                "Evidence of sustained performance. More people helped.",
                "by March 2030" if number % 2 else "Quarterly",
                "NOMS & Police",
                f"Probation, PCTs, Charity {number % 300}",
            )
        )
    book.save(path)
    return path


def report(runs: int = 3) -> str:
    """CPU time and memory of an import by its rows, and how they grow."""
    ours, rows = [], []
    with tempfile.TemporaryDirectory() as away:
        for size in SIZES:
            path = str(workbook(Path(away) / f"{size}.xlsx", size))
            one = least((RRGRAPH, "import", path, "--plan", "measured"), runs)
            opened = least((sys.executable, "-c", _OPEN, path), runs)
            ours.append(one.seconds)
            rows.append(
                [
                    f"{size:,}",
                    f"{one.seconds:.1f} s, {one.megabytes:.0f} MB",
                    f"{opened.seconds:.1f} s, {opened.megabytes:.0f} MB",
                    f"{one.seconds / opened.seconds:.1f}",
                ]
            )
    head = ["rows of a workbook", "`import`", "openpyxl opens it", "ratio"]
    return f"{table(head, rows)}\n\nExponent {exponent(SIZES, ours):.2f}; aim: at most 1.15."
