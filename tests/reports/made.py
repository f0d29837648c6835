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
