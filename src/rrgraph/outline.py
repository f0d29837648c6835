"""A plan as people read it: its themes, priorities and actions, and what is printed with each.

From the store alone, so that what comes from files and what comes from an endpoint read the same.
Formats that show a plan item by item (workbooks, papers, StratML) are made from this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from rrgraph.iris import THINGS, plan_iri
from rrgraph.store import Store, of_plan

KINDS = ("theme", "priority", "action")

_PLAN = """
SELECT ?title ?start ?end ?region ?publisher ?publisher_name ?document ?revises ?plan {
  ?plan rrg:title ?title ; rrg:periodStart ?start ; rrg:periodEnd ?end .
  OPTIONAL { ?plan rrg:publisher ?publisher . ?publisher rdfs:label ?publisher_name }
  OPTIONAL { ?plan rrg:region ?region }
  OPTIONAL { ?plan rrg:revises ?revises }
  OPTIONAL { ?plan rrg:hasDocument/rrg:title ?document }
} LIMIT 1"""
_ITEMS = """
SELECT ?item ?class ?number ?title ?text ?above ?section ?words ?plan {
  VALUES ?class { rrg:Theme rrg:Priority rrg:Action }
  ?item a ?class ; rrg:inPlan ?plan ; rrg:title ?title ; rrg:order ?order .
  OPTIONAL { ?item rrg:isPartOf ?above }
  OPTIONAL { ?item rrg:number ?number }
  OPTIONAL { ?item rrg:text ?text }
  OPTIONAL { ?item rrg:citation ?citation .
    OPTIONAL { ?citation rrg:section ?section }
    OPTIONAL { ?citation oa:hasSelector/oa:exact ?words } }
} ORDER BY ?order ?item"""
_PARTS = """
SELECT ?item ?node ?class ?text ?printed ?agency ?name ?role ?earliest ?latest ?target ?rag ?as_of
  ?evidence ?reporter ?value ?unit ?comparator ?indicator ?plan {
  VALUES ?class { rrg:Participation rrg:Measure rrg:Milestone rrg:CrossReference rrg:ProgressUpdate }
  ?node a ?class ; rrg:inPlan ?plan ; rrg:item|rrg:referringItem ?item ; rrg:order ?order .
  OPTIONAL { ?node rrg:text ?text }
  OPTIONAL { ?node rrg:printedText ?printed }
  OPTIONAL { ?node rrg:role ?role }
  OPTIONAL { ?node rrg:participant ?agency . ?agency rdfs:label ?name }
  OPTIONAL { ?node rrg:earliest ?earliest }
  OPTIONAL { ?node rrg:latest ?latest }
  OPTIONAL { ?node rrg:target ?target }
  OPTIONAL { ?node rrg:rag ?rag }
  OPTIONAL { ?node rrg:asOf ?as_of }
  OPTIONAL { ?node rrg:evidence ?evidence }
  OPTIONAL { ?node rrg:reporter ?reporter }
  OPTIONAL { ?node rrg:targetValue ?value }
  OPTIONAL { ?node rrg:unit ?unit }
  OPTIONAL { ?node rrg:comparator ?comparator }
  OPTIONAL { ?node rrg:usesIndicator/rrg:code ?indicator }
} ORDER BY ?order ?node ?indicator"""
_LISTS = {  # class or role -> the list of an item that it goes to
    "lead": "leads",
    "responsible": "responsible",
    "contributing": "contributors",
    "Measure": "measures",
    "Milestone": "milestones",
    "CrossReference": "references",
    "ProgressUpdate": "updates",
}


class Amount(NamedTuple):
    """What a measure is to reach; all empty where no figure is named."""

    comparator: str = ""  # in words: "at least"
    number: str = ""
    unit: str = ""

    def __str__(self) -> str:
        """As people say it: "at least 80 percent"."""
        return " ".join(filter(None, self))


class Part(NamedTuple):
    """What is printed with an item: an owner, a measure, a milestone, a reference, an update."""

    iri: str
    text: str  # in our own words, where there are any
    printed: str
    agency: str  # the id of the owner, or of who reported
    name: str  # of that owner
    target: str  # what a reference points at
    earliest: str
    latest: str
    rag: str
    as_of: str
    evidence: str
    value: Amount
    indicators: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The words that say it: ours, else as printed."""
        return self.text or self.printed


@dataclass
class Item:
    """A theme, priority or action, with what is printed with it and what stands below it."""

    iri: str
    kind: str
    number: str
    title: str
    text: str
    section: str
    quote: str
    leads: list[Part] = field(default_factory=list)
    responsible: list[Part] = field(default_factory=list)
    contributors: list[Part] = field(default_factory=list)
    measures: list[Part] = field(default_factory=list)
    milestones: list[Part] = field(default_factory=list)
    references: list[Part] = field(default_factory=list)
    updates: list[Part] = field(default_factory=list)  # the oldest first
    below: list[Item] = field(default_factory=list)

    @property
    def path(self) -> str:
        """How the plan's own files name it: `action/1.3.1`."""
        return "/".join(self.iri.removeprefix(THINGS).split("/")[2:])

    @property
    def label(self) -> str:
        """Number and title."""
        return f"{self.number} {self.title}".strip()

    def walk(self) -> Iterator[Item]:
        """The item, and all below it, in the order of the document."""
        yield self
        for item in self.below:
            yield from item.walk()

    def rows(self) -> Iterator[tuple[Item, Item]]:
        """What is to be done below it, each with its priority: actions, and priorities without any."""
        for item in self.walk():
            done = [one for one in item.below if one.kind == "action"]
            yield from ((item, action) for action in done)
            if item.kind == "priority" and not item.below:
                yield item, item


@dataclass
class Outline:
    """One plan edition: what it is, and its themes."""

    plan: str
    title: str
    start: str
    end: str
    region: str
    publisher: str
    document: str
    revises: str
    themes: list[Item]

    def items(self) -> Iterator[Item]:
        """Every theme, priority and action, in the order of the document."""
        for theme in self.themes:
            yield from theme.walk()


def outline(store: Store, plan: str) -> Outline:
    """The outline of a plan that is there."""
    here = of_plan(plan)
    about = {k: str(v or "") for k, v in next(iter(store.select(_PLAN, here))).items()}
    items = _items(store, here)
    for iri, name, part in _parts(store, here):
        if iri in items:
            getattr(items[iri], name).append(part)
    for item in items.values():
        item.updates.sort(key=lambda update: update.as_of)
    return Outline(
        plan,
        about["title"],
        about["start"],
        about["end"],
        about["region"],
        about["publisher_name"],
        about["document"],
        about["revises"].removeprefix(plan_iri("")),
        [item for item in items.values() if item.kind == "theme"],
    )


def _items(store: Store, here: dict[str, Any]) -> dict[str, Item]:
    """The items by IRI, in the order of the document, each with what stands below it."""
    items: dict[str, Item] = {}
    above: dict[str, str] = {}
    for row in store.select(_ITEMS, here):
        if row["item"] in items:  # cited twice: the first place stands
            continue
        kind = row["class"].rpartition("#")[2].lower()
        told = {name: str(value or "") for name, value in row.items()}
        items[row["item"]] = Item(
            row["item"],
            kind,
            told["number"],
            told["title"],
            told["text"],
            told["section"],
            told["words"],
        )
        above[row["item"]] = row["above"] or ""
    for iri, item in items.items():
        if above[iri] in items:
            items[above[iri]].below.append(item)
    return items


def _parts(store: Store, here: dict[str, Any]) -> Iterator[tuple[str, str, Part]]:
    """For each part the item that it belongs to, the list there, and the part itself."""
    indicators: dict[tuple[str, str], list[str]] = defaultdict(list)
    first: dict[tuple[str, str], dict[str, Any]] = {}
    for row in store.select(_PARTS, here):
        key = (row["item"], row["node"])
        first.setdefault(key, row)
        if row["indicator"] and row["indicator"] not in indicators[key]:
            indicators[key].append(row["indicator"])
    for (item, node), row in first.items():
        told = {name: str(value) if value is not None else "" for name, value in row.items()}
        kind = _code(told["role"]) or told["class"].rpartition("#")[2]
        agency = told["agency"] or told["reporter"]
        part = Part(
            node,
            told["text"],
            told["printed"],
            agency.removeprefix(f"{THINGS}agency/"),
            told["name"],
            told["target"],
            told["earliest"],
            told["latest"],
            _code(told["rag"]),
            told["as_of"],
            told["evidence"],
            _amount(told),
            tuple(indicators[item, node]),
        )
        yield item, _LISTS[kind], part


def _amount(told: dict[str, str]) -> Amount:
    comparator, unit = (_code(told[key]).replace("-", " ") for key in ("comparator", "unit"))
    return Amount(comparator, told["value"].removesuffix(".0"), unit) if told["value"] else Amount()


def _code(iri: str) -> str:
    """The code of a concept: `.../scheme/rag/not-started` -> "not-started"."""
    return iri.rpartition("/")[2]
