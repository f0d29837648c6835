"""The gap report as one HTML page that prints well and loads nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any, TextIO

from rrgraph import __version__
from rrgraph.findings import BOARD_WORDS, Finding, GapReport, in_board_words
from rrgraph.grids import Grid, grids, labels, loads
from rrgraph.iris import plan_iri
from rrgraph.keydates import KeyDate, key_dates, month_in_words
from rrgraph.knowledge import Knowledge
from rrgraph.pages import render
from rrgraph.reports._words import GROUNDS, beside, in_the_plan, instead, is_new, notices

SUMMARY = "one HTML page: tables of who, what and when, then each gap; prints well, loads nothing"
SUFFIX = ".html"
MOST_CELLS = 20_000  # a larger table says nothing to anybody
MOST_MONTHS = 36  # of a longer plan only the months are shown in which something is due


def write(report: GapReport, out: TextIO, kg: Knowledge, *, pages: bool = False) -> None:
    """Write the report as a page: the tables of each plan, then each rule with its findings.

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
            plans=_plans(report, kg),
            label=labels(kg),
            notices=notices(report),
            beside=beside(report),
            is_new=partial(is_new, report),
            in_the_plan=partial(in_the_plan, report),
            instead=instead,
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


# ---------------------------------------------------------------------- the tables of a plan
def _plans(report: GapReport, kg: Knowledge) -> list[dict[str, Any]]:
    plans = [plan for plan in report.as_of if plan in kg.plans]
    tables, led = grids(kg, plans), loads(kg, plans)
    dates: dict[str, list[KeyDate]] = defaultdict(list)
    for one in key_dates(kg, plans):
        dates[one.plan].append(one)
    label = labels(kg)
    return [
        {
            "id": plan,
            "title": label(plan_iri(plan)),
            "grids": [grid for grid in tables[plan] if _fits(grid)],
            "too_large": [grid for grid in tables[plan] if grid.cells and not _fits(grid)],
            "without": [grid.header["empty"] for grid in tables[plan] if not grid.cells],
            "loads": led[plan],
            "most": max((load.all for load in led[plan]), default=0),
            "calendar": _calendar(dates[plan], *kg.period(plan)),
            "undated": [one for one in dates[plan] if not one.day],
        }
        for plan in plans
    ]


def _fits(grid: Grid) -> bool:
    return bool(grid.cells) and len(grid.rows) * len(grid.columns) <= MOST_CELLS


def _calendar(dates: list[KeyDate], start: str, end: str) -> dict[str, Any]:
    """The months of a plan with what is due in each; months beside the plan are marked."""
    due: dict[str, list[KeyDate]] = defaultdict(list)
    for one in dates:
        if one.day:
            due[one.day[:7]].append(one)
    period = list(_months(start[:7], end[:7]))
    shown = {*due, *(period if len(period) <= MOST_MONTHS else ())}
    months = [
        {
            "name": month_in_words(month),
            "dates": due[month],
            "beside": "before the plan begins" * (month < start[:7])
            + "after the plan ends" * (month > end[:7]),
        }
        for month in sorted(shown)
    ]
    return {
        "months": months if due else [],
        "most": max(map(len, due.values()), default=0),
        "count": sum(map(len, due.values())),
    }


def _months(first: str, last: str) -> Iterator[str]:
    month = date.fromisoformat(f"{first}-01")
    while month.isoformat()[:7] <= last:
        yield month.isoformat()[:7]
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
