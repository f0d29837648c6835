"""What several formats of the gap report say of it: its plans, its counts, what a board decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rrgraph.accepting import accepted_as
from rrgraph.errors import Fault
from rrgraph.findings import Finding, GapReport
from rrgraph.grids import labels
from rrgraph.iris import plan_iri
from rrgraph.knowledge import Knowledge

DECISIONS = 5
GROUNDS = {
    "printed": "printed words",
    "computed": "a computation over printed words",
    "judgement": "a curator's judgement",
}
# What a board asks for first; then whatever is of a whole plan or of a body; then all else.
ASKED_FIRST = ("load-concentration", "overdue", "dropped-silently", "indicator-not-measured")


class Counted(NamedTuple):
    """One rule of a report: what it asks, how many of its findings are open, how many accepted."""

    rule: str
    severity: str
    summary: str
    description: str
    findings: list[Finding]
    open: int
    accepted: int


def counted(report: GapReport) -> list[Counted]:
    """The rules that found something, in the order of the report."""
    rows = []
    for rule, findings in report.by_rule().items():
        header = report.rules.get(rule, {})
        accepted = sum(bool(finding.accepted) for finding in findings)
        said = (header.get("summary", rule), header.get("description", ""))
        still = len(findings) - accepted
        rows.append(Counted(rule, findings[0].severity, *said, findings, still, accepted))
    return rows


def beside(report: GapReport) -> str:
    """What the report is compared with, and how it differs; empty if with nothing."""
    if not report.since:
        return ""
    counts = report.since.in_words()
    if report.supposed:
        new, gone = len(report.since.new), len(report.since.gone)
        gaps = f"{new} gap{'s' * (new != 1)}"
        return f"Supposing {report.supposed.says}: {gaps} would be new, {gone} would go."
    return f"Beside the earlier report: {counts}."


def in_the_plan(report: GapReport, finding: Finding) -> str:
    """The words of the plan with where they stand, `“THE TEXT” (section 9, row 1.3)`; or empty.

    Where a report is on several plans, the place begins with the plan.
    """
    several = len(report.as_of) > 1 and finding.focus != plan_iri(finding.plan)
    plan = finding.plan if several else ""
    place = ", ".join(filter(None, (plan, finding.where)))
    quote = f"“{finding.quote}”" if finding.quote else ""
    return f"{quote} ({place})".lstrip() if place else quote


def instead(finding: Finding) -> str:
    """The command that declines the line which a finding proposes."""
    return f"rrgraph accept {finding.rule} {accepted_as(finding)}"


def why(report: GapReport, finding: Finding) -> str:
    """What the findings of a rule rest on, and when they are no gap."""
    fine = report.rules.get(finding.rule, {}).get("fine-when", "")
    rests = f"Rests on {GROUNDS[finding.ground]}."
    return f"{rests} Fine when: {fine}" if fine else rests


def is_new(report: GapReport, finding: Finding) -> bool:
    """Whether a finding is to be marked as new; in a supposed report all are."""
    return report.since is not None and not report.supposed and finding in report.since.new


def notices(report: GapReport, *, named: bool = True) -> list[tuple[str, list[str]]]:
    """What a reader must know of the report itself: rules that failed, and what was not looked at.

    Each a heading with its lines; `named` adds the names of the rules.
    """
    prefix = "{}: " if len(report.as_of) > 1 else ""
    asides = [prefix.format(one.plan) + one.in_words(named=named) for one in report.asides]
    gone = [finding.message for finding in report.since.gone] if report.since else []
    told = [
        ("What would go" if report.supposed else "Gone since the earlier report", gone),
        ("Who would lead how much", _loads(report)),
        ("The fewest partners with whom every priority has one", _covers(report, prefix)),
        ("Rules that could not be asked", list(map(_broken, report.broken))),
        ("Not looked at, or looked at in another way", asides),
    ]
    return [(head, lines) for head, lines in told if lines]


def _broken(fault: Fault) -> str:
    """A rule that failed, as one sentence after the other."""
    place = f"{fault.file}:{fault.line}" if fault.line else fault.file
    return f"{place}: {fault.message}. {fault.hint}".strip()


def _loads(report: GapReport) -> list[str]:
    """A line for each body whose load would change: in all, then by quarter."""
    lines: dict[tuple[str, str], list[str]] = {}
    for one in report.supposed.loads if report.supposed else ():
        of = one.quarter and f"due in {one.quarter} "
        said = lines.setdefault((one.plan, one.name), [])
        said.append(f"{of}{one.after} in place of {one.before}")
    return [f"{name}: leads {', '.join(said)}" for (_, name), said in lines.items()]


def _covers(report: GapReport, prefix: str) -> list[str]:
    """For each plan the fewest partners that cover it, as it stands and as supposed."""
    lines = []
    for one in report.supposed.covers if report.supposed else ():
        said = [f"{len(one.before)} as it stands: {'; '.join(one.before)}."]
        said.append(f"{len(one.after)} then{': ' * bool(one.after)}{'; '.join(one.after)}.")
        if one.lost:
            said.append(f"Nobody would have a part in {'; '.join(one.lost)}.")
        lines.append(prefix.format(one.plan) + " ".join(said))
    return lines


def titles(report: GapReport, kg: Knowledge) -> dict[str, str]:
    """The plans of a report by their titles."""
    label = labels(kg)
    return {plan: label(plan_iri(plan)) for plan in report.as_of}


class Decision(NamedTuple):
    """What a board is asked for: the words, why, and the findings that it would settle."""

    rule: str
    asks: str
    because: str
    findings: list[Finding]


def decisions(report: GapReport, kg: Knowledge) -> list[Decision]:
    """What to put to the board: the five rules whose errors weigh most, each as one decision."""
    errors: dict[str, list[Finding]] = {}
    for finding in report.open:
        if finding.severity == "error":
            errors.setdefault(finding.rule, []).append(finding)
    weightiest = sorted(errors.values(), key=lambda found: _weight(found[0]))[:DECISIONS]
    return [_decision(report, found, labels(kg)) for found in weightiest]


def _decision(report: GapReport, found: list[Finding], name: Callable[[str], str]) -> Decision:
    first, header = found[0], report.rules.get(found[0].rule, {})
    if len(found) == 1 or not header.get("decision"):
        return Decision(first.rule, first.advice, first.message, found)
    items = "; ".join(dict.fromkeys(name(one.focus).rstrip(".") for one in found))
    asks = header["decision"].format(count=len(found), items=items)
    return Decision(first.rule, asks, f"{header['summary']}.", found)


def _weight(finding: Finding) -> tuple[int, bool]:
    asked = ASKED_FIRST.index(finding.rule) if finding.rule in ASKED_FIRST else len(ASKED_FIRST)
    is_of_one_item = finding.focus.startswith(f"{plan_iri(finding.plan)}/")
    return asked, is_of_one_item
