"""One plan of the graph, read back out of the store as a reader would list it.

Paths are written as in the plan files: `priority/women`, `action/t2a-review`; a shared thing is
`agency/opccn`, a code its last word, a number a number.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from rrgraph.iris import PREFIXES, THINGS
from rrgraph.knowledge import Knowledge
from rrgraph.store import plain

SCHEMES = "https://w3id.org/rrgraph/scheme/"


@dataclass
class Fact:
    """One node: its path, its class, and its values by the name of the property."""

    path: str
    values: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def __getitem__(self, name: str) -> Any:
        """The one value of a property; None if it has none."""
        values = self.values.get(name, [])
        assert len(values) <= 1, f"{self.path} has several values of {name}: {values}"
        return values[0] if values else None

    def all(self, name: str) -> list[Any]:
        """The values of a property, sorted."""
        return sorted(self.values.get(name, []))

    @property
    def slug(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[-1]


class Facts:
    """The nodes of one plan by their paths."""

    def __init__(self, kg: Knowledge, plan: str) -> None:
        """Read them once; nothing is changed."""
        self.plan = plan
        self.home = f"{THINGS}plan/{plan}"
        self.nodes: dict[str, Fact] = {}
        for quad in kg.store.oxigraph:
            iri = getattr(quad.subject, "value", "")
            if iri == self.home or iri.startswith(f"{self.home}/"):
                path = self.short(iri)
                fact = self.nodes.setdefault(path, Fact(path))
                name = "class" if quad.predicate.value == f"{PREFIXES['rdf']}type" else ""
                name = name or quad.predicate.value.replace("#", "/").rsplit("/", 1)[-1]
                value = plain(quad.object)
                value = self.short(value) if isinstance(value, str) else value
                if value not in fact.values[name]:  # it may stand in several graphs
                    fact.values[name].append(value)

    def __getitem__(self, path: str) -> Fact:
        """The node at a path; `Facts["plan"]` is the plan itself."""
        return self.nodes[path]

    def short(self, value: str) -> str:
        """An IRI as people write it; any other text as it is."""
        if value == self.home:
            return "plan"
        if value.startswith(SCHEMES):
            return value.rsplit("/", 1)[-1]
        for start in (f"{self.home}/", f"{THINGS}plan/", THINGS, PREFIXES["rrg"]):
            if value.startswith(start):
                return value.removeprefix(start)
        return value

    def of(self, kind: str, /, **values: Any) -> list[Fact]:
        """The nodes of a class with these values, in the order of the plan files."""
        found = [
            fact
            for fact in self.nodes.values()
            if kind in fact.values.get("class", ())
            and all(value in fact.values.get(name, ()) for name, value in values.items())
        ]
        return sorted(found, key=lambda fact: fact["order"] or 0)

    def slugs(self, kind: str, /, **values: Any) -> list[str]:
        """The last parts of their paths."""
        return [fact.slug for fact in self.of(kind, **values)]

    def below(self, path: str, kind: str) -> list[Fact]:
        """The nodes of a class that are part of the node at `path`, directly or not."""
        inside = {path}
        found = []
        for fact in self.of(kind):
            parents = set(fact.values.get("isPartOf", ())) | set(fact.values.get("item", ()))
            if parents & inside:
                inside.add(fact.path)
                found.append(fact)
        return found

    def place(self, path: str) -> tuple[str | None, str | None, str | None]:
        """Section, row and column that a node cites."""
        citation = self.nodes[f"{path}/citation"]
        return citation["section"], citation["row"], citation["column"]

    def quote(self, path: str) -> str:
        """The words that a node cites; of a long passage the first and, after dots, the last."""
        exact = self.nodes[f"{path}/citation/quote"]["exact"]
        ends = self.nodes[f"{path}/citation"]["ends"]
        return f"{exact} ... {ends}" if ends else str(exact)


class Range(NamedTuple):
    """One line of a coverage.csv."""

    first: int
    last: int
    where: list[str]
    why: str


class Folder:
    """The files of one plan, and what they hold."""

    def __init__(self, kg: Knowledge, plan: str) -> None:
        """Of the plans that `kg` has read."""
        self.path = kg.workspace.graph / "plans" / plan
        self.files = kg.loaded.sources[plan]
        self.sources = {Path(s.shown).name: s.record for s in self.files}

    @cached_property
    def coverage(self) -> list[Range]:
        """Which lines of the document went where."""
        with (self.path / "coverage.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return [
            Range(int(r["from_line"]), int(r["to_line"]), r["where"].split(";"), r["why"])
            if r["where"]
            else Range(int(r["from_line"]), int(r["to_line"]), [], r["why"])
            for r in rows
        ]

    def texts(self, *keys: str) -> Iterator[tuple[str, str]]:
        """Every text under one of these keys, with the name of its file."""
        for name, record in self.sources.items():
            for key, text in _scalars(record, ""):
                if key in keys:
                    yield name, text


def _scalars(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _scalars(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _scalars(inner, key)
    else:
        yield key, str(value)


def names_in(records: Iterable[Any]) -> set[str]:
    """Every name and title that stands in some files."""
    keys = {"name", "printedNames", "title"}
    return {text for record in records for key, text in _scalars(record, "") if key in keys}
