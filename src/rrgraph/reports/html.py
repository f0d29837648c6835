"""The gap report as one HTML page that prints well and loads nothing."""

from __future__ import annotations

from typing import Any, TextIO

from rrgraph import __version__
from rrgraph.findings import BOARD_WORDS, Finding, GapReport
from rrgraph.pages import render
from rrgraph.reports.text import headline

SUMMARY = "one HTML page, prints well, loads nothing"
SUFFIX = ".html"
GROUNDS = {
    "printed": "printed words",
    "computed": "a computation over printed words",
    "judgement": "a curator's judgement",
}


def write(report: GapReport, out: TextIO) -> None:
    """Write the report as a page: a table of contents, then each rule with its findings."""
    rules = [_rule(report, rule, findings) for rule, findings in report.by_rule().items()]
    said = headline(report.counts()).removeprefix("gaps: ")
    out.write(
        render(
            "gaps.html.j2",
            page="gaps.html",
            version=__version__,
            report=report,
            rules=rules,
            headline=said,
        )
    )


def _rule(report: GapReport, rule: str, findings: list[Finding]) -> dict[str, Any]:
    header = report.rules.get(rule, {})
    severity = findings[0].severity
    return {
        "id": rule,
        "severity": severity,
        "word": BOARD_WORDS[severity],
        "summary": header.get("summary", rule),
        "description": header.get("description", ""),
        "fine": header.get("fine-when", ""),
        "ground": GROUNDS[findings[0].ground],
        "findings": findings,
    }
