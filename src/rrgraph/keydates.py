"""The key dates of the plans: their milestones, in the order in which they fall due."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from rrgraph.findings import MONTHS, day_in_words
from rrgraph.grids import labels
from rrgraph.knowledge import Knowledge
from rrgraph.store import of_plan

_MILESTONES = """
SELECT ?milestone ?item ?printed ?text ?earliest ?latest ?precision ?kind ?frequency ?where ?plan
WHERE {
  ?plan a rrg:Plan .
  ?milestone rrg:inPlan ?plan ; a rrg:Milestone ; rrg:item ?item ; rrg:order ?order ;
    rrg:printedText ?printed ; rrg:precision ?exact ; rrg:dueKind ?due .
  BIND(REPLACE(STR(?exact), "^.*/", "") AS ?precision)
  BIND(REPLACE(STR(?due), "^.*/", "") AS ?kind)
  OPTIONAL { ?milestone rrg:text ?text }
  OPTIONAL { ?milestone rrg:earliest ?earliest }
  OPTIONAL { ?milestone rrg:latest ?latest }
  OPTIONAL { ?milestone rrg:frequency ?often BIND(REPLACE(STR(?often), "^.*/", "") AS ?frequency) }
  OPTIONAL { ?milestone rrg:citation ?cited OPTIONAL { ?cited rdfs:label ?where } }
} ORDER BY ?order ?item"""


_SPANS = ("interval", "quarter", "year")


class KeyDate(NamedTuple):
    """A milestone: what it is of, what is due, and when, as far as the plan says."""

    iri: str
    plan: str
    items: tuple[str, ...]  # several where a cell of the plan spans several actions
    names: tuple[str, ...]
    printed: str
    says: str  # what is due then, in a few words; often empty
    earliest: str
    latest: str
    precision: str
    kind: str
    frequency: str
    where: str

    @property
    def day(self) -> str:
        """The last day on which it is met in time; the first, where that alone is printed; or none."""
        return self.latest or self.earliest

    @property
    def is_day(self) -> bool:
        """Whether the plan prints that day itself, not a month or a span."""
        return self.precision == "day"

    @property
    def when(self) -> str:
        """When it is due, in words: `by 31 March 2010`, `in June 2009`, `from June 2009`."""
        if not self.day:
            return ""
        if self.precision in _SPANS and self.earliest and self.latest:
            return _span(self.earliest, self.latest)
        day = day_in_words(self.day) if self.is_day else month_in_words(self.day[:7])
        if not self.latest:
            return f"from {day}"
        return f"{'by' if self.kind == 'by' else 'on' if self.is_day else 'in'} {day}"


def key_dates(kg: Knowledge, plans: Iterable[str]) -> list[KeyDate]:
    """The milestones of plans, by plan and day; those without a date come last, in plan order."""
    label = labels(kg)
    found = [one for plan in set(plans) for one in _key_dates(kg, plan, label)]
    return sorted(found, key=lambda one: (one.plan, not one.day, one.day))


def _key_dates(kg: Knowledge, plan: str, label: Callable[[str], str]) -> Iterable[KeyDate]:
    found: dict[str, KeyDate] = {}
    for row in kg.store.select(_MILESTONES, of_plan(plan)):
        iri, item = row["milestone"], row["item"]
        if iri in found:
            known = found[iri]
            if item not in known.items:
                items, names = (*known.items, item), (*known.names, label(item))
                found[iri] = known._replace(items=items, names=names)
            continue
        words = ("printed", "text", "earliest", "latest", "precision", "kind", "frequency", "where")
        said = [row[name] or "" for name in words]
        found[iri] = KeyDate(iri, plan, (item,), (label(item),), *said)
    return found.values()


def _span(first: str, last: str) -> str:
    """From one day to another; whole months by their names."""
    next_day = date.fromisoformat(last) + timedelta(days=1)
    if first.endswith("-01") and next_day.day == 1:
        return f"{month_in_words(first[:7])} to {month_in_words(last[:7])}"
    return f"{day_in_words(first)} to {day_in_words(last)}"


def month_in_words(month: str) -> str:
    """`2009-06` as people say it.

    >>> month_in_words("2009-06")
    'June 2009'
    """
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"
