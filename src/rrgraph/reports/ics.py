"""The key dates of the plans as a calendar, to import or to subscribe to."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, TextIO
from uuid import NAMESPACE_URL, uuid5

from rrgraph.findings import BOARD_WORDS, Finding, GapReport
from rrgraph.iris import plan_iri
from rrgraph.keydates import KeyDate, key_dates
from rrgraph.knowledge import Knowledge
from rrgraph.plaintext import one_line
from rrgraph.reports._words import titles

if TYPE_CHECKING:
    from icalendar import Event

SUMMARY = "calendar of the key dates: milestones with a day or month, and when each plan ends"
SUFFIX = ".ics"


def write(report: GapReport, out: TextIO, kg: Knowledge) -> None:
    """Write each milestone as an entry of one whole day, and the last day of each plan.

    A milestone that has only a month stands on the last day of that month, and says so. An entry
    keeps its identity from one calendar to the next, so that importing again brings no doubles.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//rrgraph//Key dates//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Key dates of the plans")
    plans = {plan: title for plan, title in titles(report, kg).items() if plan in kg.plans}
    gaps: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.open:
        gaps[finding.focus].append(finding)
    for plan, title in plans.items():
        start, end = kg.period(plan)
        calendar.add_component(_entry(plan_iri(plan), end, start, f"The plan ends: {title}", title))
    for one in key_dates(kg, plans):
        if one.day:
            start, _ = kg.period(one.plan)
            said = _description(one, [*gaps[one.iri], *_quoting(one, gaps)])
            items = "; ".join(name.rstrip(".") for name in one.names)
            name = f"{items}: {one.says or one.printed}"
            calendar.add_component(_entry(one.iri, one.day, start, name, plans[one.plan], said))
    out.write(calendar.to_ical(sorted=False).decode())


def _entry(iri: str, day: str, stamp: str, name: str, plan: str, said: str = "") -> Event:
    """An entry; its stamp is the first day of its plan, so that the same plan gives the same file."""
    from icalendar import Event

    first = date.fromisoformat(day)
    entry = Event()
    entry.add("uid", str(uuid5(NAMESPACE_URL, iri)))
    entry.add("dtstamp", datetime.combine(date.fromisoformat(stamp), time(), UTC))
    entry.add("dtstart", first)
    entry.add("dtend", first + timedelta(days=1))
    entry.add("summary", one_line(name))
    if said:
        entry.add("description", said)
    entry.add("categories", [one_line(plan)])
    entry.add("transp", "TRANSPARENT")  # nobody is busy all day for it
    return entry


def _quoting(one: KeyDate, gaps: dict[str, list[Finding]]) -> list[Finding]:
    """Of the gaps of the items that have the date, those that speak of it in its own words."""
    about = (gap for item in one.items for gap in gaps.get(item, ()))
    return [gap for gap in about if f'"{one.printed}"' in gap.message]


def _description(one: KeyDate, gaps: list[Finding]) -> str:
    """What the plan prints, how exact the day is, and what is wrong with it."""
    lines = [f"The plan says “{one_line(one.printed)}”"]
    lines[0] += f" ({one_line(one.where)})." if one.where else "."
    if not one.is_day:
        lines.append(f"Due {one.when}: entered on the {_which(one)} day.")
    if one.frequency:
        lines.append(f"Comes again: {one.frequency.replace('-', ' ')}.")
    words = (f"{BOARD_WORDS[gap.severity]}: {one_line(gap.message)}" for gap in gaps)
    return "\n".join([*lines, *words])


def _which(one: KeyDate) -> str:
    return "last" if one.latest else "first"
