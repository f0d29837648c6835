"""The gap report as one HTML page that prints well and loads nothing."""

from __future__ import annotations

from typing import Any, TextIO

from rrgraph import __version__
from rrgraph.findings import BOARD_WORDS, Finding, GapReport, in_board_words
from rrgraph.pages import render

SUMMARY = "one HTML page, prints well, loads nothing"
SUFFIX = ".html"
GROUNDS = {
    "printed": "printed words",
    "computed": "a computation over printed words",
    "judgement": "a curator's judgement",
}


def write(report: GapReport, out: TextIO, *, pages: bool = False) -> None:
    """Write the report as a page: a table of contents, then each rule with its findings.

    `pages` adds links to the overview and the explorer, for a page that stands beside them.
    """
    rules = [_rule(report, rule, findings) for rule, findings in report.by_rule().items()]
    out.write(
        render(
            "gaps.html.j2",
            page="gaps.html" if pages else "",
            version=__version__,
            report=report,
            rules=rules,
            headline=in_board_words(report.counts()),
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
        "count": _count(findings),
        "findings": findings,
    }


def _count(findings: list[Finding]) -> str:
    """How many are open, as the headline counts them, and how many the partners live with."""
    accepted = sum(bool(finding.accepted) for finding in findings)
    count = str(len(findings) - accepted)
    return f"{count}, {accepted} more accepted" if accepted else count
