"""What a gap rule found: one shape for the terminal, the page, the spreadsheet and the explorer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from rrgraph.errors import Fault

SEVERITIES = ("error", "warning", "note")  # to a board: Decide, Mend, Note
BOARD_WORDS = {"error": "Decide", "warning": "Mend", "note": "Note"}
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


class Finding(NamedTuple):
    """One hole in a plan, with what to do about it and where the plan says what it says.

    `ground` tells what the finding rests on: printed words, a computation over them, or a judgement.
    `accepted` is the reason for which the partners live with the gap, empty when they do not;
    `yaml` the line that a curator would add once the partners agree, where the rule can tell it;
    `cited` the node whose words `quote` shows, where that is not the focus itself.
    """

    rule: str
    severity: str
    plan: str
    focus: str
    label: str
    number: str
    message: str
    advice: str
    ground: str
    quote: str
    where: str
    file: str
    line: int
    accepted: str = ""
    yaml: str = ""
    cited: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The finding as a JSON object; `yaml` and `cited` only where there is something to say."""
        unsaid = {key for key in ("yaml", "cited") if not getattr(self, key)}
        return {key: value for key, value in self._asdict().items() if key not in unsaid}


class Aside(NamedTuple):
    """What a report did not ask of a plan, or asked otherwise, and why: silence is not health."""

    plan: str
    because: str
    what: str  # `not applied`, `left out`, `asked with share 0.3 in place of 0.25`
    rules: list[str]

    def in_words(self, *, named: bool = True) -> str:
        """`no links are stated: 6 rules not applied (cut-point, hub, ...)`; or without the names."""
        count = f"{len(self.rules)} rule{'s' * (len(self.rules) != 1)} {self.what}"
        said = f"{self.because.rstrip('.')}: {count}"
        return f"{said} ({', '.join(self.rules)})" if named else said


@dataclass
class Since:
    """What became of the gaps of an earlier report; accepted ones stand on neither side as open."""

    new: list[Finding] = field(default_factory=list)
    gone: list[Finding] = field(default_factory=list)
    standing: list[Finding] = field(default_factory=list)
    accepted: list[Finding] = field(default_factory=list)  # open before, lived with now

    def counts(self) -> dict[str, int]:
        """How many of each."""
        kinds = ("new", "gone", "standing", "accepted")
        return {kind: len(getattr(self, kind)) for kind in kinds}

    def in_words(self) -> str:
        """`3 new, 2 gone, 45 still there, 1 accepted since`."""
        counts = self.counts()
        said = f"{counts['new']} new, {counts['gone']} gone, {counts['standing']} still there"
        return f"{said}, {counts['accepted']} accepted since" if counts["accepted"] else said


class LoadChange(NamedTuple):
    """What a body leads in a quarter, before and after what is supposed; `quarter` empty: in all."""

    plan: str
    party: str
    name: str
    quarter: str
    before: int
    after: int


class CoverChange(NamedTuple):
    """The fewest partners with a part in every priority that has one, before and after; by name."""

    plan: str
    before: list[str]
    after: list[str]
    lost: list[str]  # priorities in which no partner would have a part any more


@dataclass
class Supposed:
    """What a report supposes that is not so, how load would shift, and who would be needed then."""

    says: str
    loads: list[LoadChange] = field(default_factory=list)
    covers: list[CoverChange] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """What is supposed as a JSON object."""
        return {
            "says": self.says,
            "loads": [load._asdict() for load in self.loads],
            "covers": [cover._asdict() for cover in self.covers],
        }


@dataclass
class GapReport:
    """All findings of a run, worst first, with the day they were asked for."""

    as_of: dict[str, str]
    findings: list[Finding]
    rules: dict[str, dict[str, str]] = field(default_factory=dict)
    since: Since | None = None  # beside an earlier report, if one was given
    supposed: Supposed | None = None  # the findings are then those that would be new
    asides: list[Aside] = field(default_factory=list)
    broken: list[Fault] = field(default_factory=list)  # rules that could not be asked

    @property
    def open(self) -> list[Finding]:
        """The findings that nobody has accepted."""
        return [f for f in self.findings if not f.accepted]

    def counts(self) -> dict[str, int]:
        """How many open findings a severity has, and how many are accepted."""
        found = Counter(f.severity for f in self.open)
        counts = {severity: found[severity] for severity in SEVERITIES}
        return counts | {"accepted": len(self.findings) - len(self.open)}

    def by_rule(self) -> dict[str, list[Finding]]:
        """The findings of each rule, in the order of the report."""
        grouped: dict[str, list[Finding]] = {}
        for finding in self.findings:
            grouped.setdefault(finding.rule, []).append(finding)
        return grouped

    def as_dict(self) -> dict[str, Any]:
        """The report as a JSON object: `as_of`, `findings`, `counts`, and what else there is to say."""
        told: dict[str, Any] = {
            "as_of": self.as_of,
            "findings": [finding.as_dict() for finding in self.findings],
            "counts": self.counts(),
            "asides": [aside._asdict() for aside in self.asides],
            "broken": [fault.as_dict() for fault in self.broken],
        }
        if self.since:
            lists = {"new": self.since.new, "gone": self.since.gone}
            listed = {name: [one.as_dict() for one in found] for name, found in lists.items()}
            told["since"] = {"counts": self.since.counts(), **listed}
        if self.supposed:
            told["supposed"] = self.supposed.as_dict()
        return told


def day_in_words(text: str) -> str:
    """`2009-04-01` as a board reads it, `1 April 2009`; any other text as it is."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text
    try:
        day = date.fromisoformat(text)
    except ValueError:  # a plan may print a day that there is not
        return text
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def in_board_words(counts: dict[str, int]) -> str:
    """`3 to decide, 1 to mend, 0 to note`, with what is accepted in brackets."""
    said = ", ".join(f"{counts[s]} to {BOARD_WORDS[s].lower()}" for s in SEVERITIES)
    return f"{said} ({counts['accepted']} more accepted)" if counts["accepted"] else said


def at_or_above(findings: Iterable[Finding], severity: str) -> list[Finding]:
    """The findings as bad as `severity`, or worse."""
    worst = SEVERITIES.index(severity)
    return [f for f in findings if SEVERITIES.index(f.severity) <= worst]
