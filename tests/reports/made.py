"""Gap reports made for the tests: mixed, empty, hostile; and each in a format."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import rrgraph
from rrgraph import reports
from rrgraph.findings import Finding, GapReport
from rrgraph.knowledge import Knowledge

THIRD = Path(__file__).resolve().parents[1] / "third" / "graph"
HOSTILE = "<script>alert(1)</script> & \"quoted\" 'it' {{ 7*7 }} {x} %s"
RULES = {
    "no-lead": {"summary": "Nobody leads", "description": "What it means.", "fine-when": "Done."},
    "shared-lead": {"summary": "Two lead", "description": "What it means."},
}


def finding(number: int, **given: Any) -> Finding:
    """A finding on the action of a number."""
    said = {
        "rule": "no-lead", "severity": "error", "plan": "demo", "ground": "printed",
        "focus": f"https://w3id.org/rrgraph/id/plan/demo/action/{number}", "label": f"Action {number}",
        "number": str(number), "message": f"Nobody leads {number}.", "advice": f"Ask {number}.",
        "quote": f"words of {number}", "where": f"section 9, row {number}",
        "file": "graph/plans/demo/actions.yaml", "line": number,
    }  # fmt: skip
    return Finding(**(said | given))


def shared(number: int, **given: Any) -> Finding:
    """A finding of another rule."""
    return finding(
        number, rule="shared-lead", severity="note", message=f"Two of {number}.", **given
    )


MIXED = GapReport(
    {"demo": "2010-03-31", "other": "2016-01-01"},
    [
        finding(1),
        finding(2, accepted="The board knows."),
        finding(3, label=HOSTILE, message=HOSTILE, advice=HOSTILE, quote=HOSTILE, where=HOSTILE),
        shared(4),
        shared(5, accepted=HOSTILE, plan="other"),
    ],
    RULES,
)
EMPTY = GapReport({"demo": "2010-03-31"}, [], RULES)


@cache
def graph() -> Knowledge:
    """A whole plan that is not shipped."""
    return rrgraph.open(THIRD)


def saved(form: str, report: GapReport, **options: Any) -> bytes:
    """The report in a format that is no text."""
    content = reports.rendered(form, report, graph(), **options)
    assert isinstance(content, bytes)
    return content


def written(form: str, report: GapReport, **options: Any) -> str:
    """The report in a format that is text."""
    text = reports.rendered(form, report, graph(), **options)
    assert isinstance(text, str)
    return text


LONG = "very long " * 5_000
NASTY = (
    HOSTILE,
    '=HYPERLINK("https://example.org","x")',
    "+1 -1 @SUM(A1) |cmd",
    "-2+3",
    "@cmd",
    "\t=1+1",
    "1. first\n\n# second\n- third\n> fourth",
    "[link](https://example.org) ![](x.png) <b>bold</b> **x** `y` &amp; | cell |",
    "turned \u202eright to left\u202c and שלום",
    "bell \x07, escape \x1b[31m, null-like \x01",
    "{0} {{braces}} [text](1) %s %(x)s",
    "a\r\nb\rc\td",
    LONG,
)


def nasty(accepted: str = "") -> GapReport:
    """A report whose every text is nasty, one finding for each."""
    said = ("label", "message", "advice", "quote", "where")
    found = [
        finding(n, rule=f"rule-{n}", **dict.fromkeys(said, text), accepted=accepted and text)
        for n, text in enumerate(NASTY, 1)
    ]
    rules = {
        f"rule-{n}": {"summary": text, "description": text, "fine-when": text}
        for n, text in enumerate(NASTY, 1)
    }
    return GapReport({"demo": "2010-03-31"}, found, rules)
