"""The gap report as CSV: read by a program, opened by a spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO

from rrgraph.findings import Finding, GapReport
from rrgraph.plaintext import in_cell, printable

from .made import EMPTY, MIXED, graph, nasty, written


def lines(report: GapReport) -> list[dict[str, str]]:
    """The lines as a program reads them, by heading."""
    return list(csv.DictReader(StringIO(written("csv", report), newline="")))


def test_a_line_has_what_the_json_has() -> None:
    """In the same columns, the same order; accepted gaps with their reason."""
    for report in (MIXED, graph().gaps()):
        found = lines(report)
        assert list(Finding._fields) == list(found[0])
        assert [
            {k: in_cell(str(v)) for k, v in f._asdict().items()} for f in report.findings
        ] == found
    assert "The board knows." == lines(MIXED)[1]["accepted"]


def test_no_cell_is_run_as_a_formula() -> None:
    """What begins like one gets an apostrophe; all else of it stays as it is."""
    for line, one in zip(lines(nasty()), nasty().findings, strict=True):
        for value in line.values():
            assert not value.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        told = printable(one.message)
        assert line["message"] == (f"'{told}" if told[0] in "=+-@\t" else told)


def test_without_findings_there_are_the_headings() -> None:
    """One line."""
    assert f"{','.join(Finding._fields)}\r\n" == written("csv", EMPTY)
