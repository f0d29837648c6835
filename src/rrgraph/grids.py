"""Tables of a plan: which partner, target or priority has to do with which priority, and who leads.

What is a row and what a cell counts is said by the queries of `queries/grids`; the columns are the
priorities of the plan. Each count keeps the items it counts, so that a page can name them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from rrgraph.iris import PREFIXES
from rrgraph.knowledge import Knowledge
from rrgraph.queries import Query
from rrgraph.store import of_plan, plain

_BLOCKS = """
SELECT ?block ?plan WHERE {
  ?plan a rrg:Plan . ?block rrg:inPlan ?plan ; a rrg:Block ; rrg:order ?order } ORDER BY ?order"""
_LEADS = """
SELECT ?party ?carrier ?item ?plan WHERE {
  ?plan a rrg:Plan . ?item rrg:inPlan ?plan ; a rrg:Action ; rrg:isLedBy ?carrier ; rrg:order ?order .
  ?carrier rrg:isWithin? ?party } ORDER BY ?order ?carrier ?party"""


class Mark(NamedTuple):
    """A sign in a cell, and what it says: `L`, leads."""

    sign: str
    says: str


@dataclass
class Grid:
    """One table of one plan; `cells` has the items that stand where a row and a column meet."""

    name: str
    plan: str
    header: Query
    marks: list[Mark]
    columns: list[str]
    rows: list[str] = field(default_factory=list)
    cells: dict[tuple[str, str], dict[str, list[str]]] = field(default_factory=dict)

    def items(self, *, row: str = "", column: str = "", mark: str | None = None) -> list[str]:
        """What is counted in a row, in a column, or where both meet; of one mark, or of all."""
        rows, columns = [row] if row else self.rows, [column] if column else self.columns
        found: dict[str, None] = {}
        for one in rows:
            for other in columns:
                for sign, items in self.cells.get((one, other), {}).items():
                    if mark in (None, sign):
                        found.update(dict.fromkeys(items))
        return list(found)

    @property
    def empty_rows(self) -> list[str]:
        """The rows in which nothing is counted."""
        held = {row for row, _ in self.cells}
        return [row for row in self.rows if row not in held]

    @property
    def empty_columns(self) -> list[str]:
        """The priorities in which nothing is counted."""
        held = {column for _, column in self.cells}
        return [column for column in self.columns if column not in held]


def grids(kg: Knowledge, plans: Iterable[str]) -> dict[str, list[Grid]]:
    """The grids of each plan, in the order of their queries; a plan may have nothing in one."""
    queries = kg.library.all("grids")
    return {plan: list(_grids(kg, plan, queries)) for plan in plans}


def _grids(kg: Knowledge, plan: str, queries: Iterable[Query]) -> Iterator[Grid]:
    here = of_plan(plan)
    columns = kg.store.select(_BLOCKS, here).column("block")
    for query in queries:
        found = kg.store.select(query.text, query.bindings({"plan": plan}))
        yield _grid(query, plan, columns, list(found))


def _grid(query: Query, plan: str, columns: list[str], found: list[dict[str, Any]]) -> Grid:
    marks = [Mark(*said.strip().split(" ", 1)) for said in query["marks"].split(";") if said]
    name = query.name.split("-", 1)[-1]
    grid = Grid(name, plan, query, marks or [Mark("", "")], columns)
    known = set(columns)
    grid.rows = list(dict.fromkeys(row["row"] for row in found))
    for row in found:
        if row["column"] in known:
            cell = grid.cells.setdefault((row["row"], row["column"]), {})
            items = cell.setdefault(row.get("mark") or "", [])
            if row["item"] not in items:
                items.append(row["item"])
    return grid


class Load(NamedTuple):
    """What a body leads: the actions it leads alone and with others, and those of its units."""

    party: str
    alone: list[str]
    jointly: list[str]
    units: dict[str, list[str]]  # unit or post -> what it leads

    @property
    def own(self) -> int:
        """How many actions it leads under its own name."""
        return len(self.alone) + len(self.jointly)

    @property
    def all(self) -> int:
        """How many actions it leads, those of its units and posts included."""
        led = {item for items in self.units.values() for item in items}
        return len(led | {*self.alone, *self.jointly})


def loads(kg: Knowledge, plans: Iterable[str]) -> dict[str, list[Load]]:
    """Who leads how much of each plan, the most first."""
    label = labels(kg)
    return {plan: _loads(kg, plan, label) for plan in plans}


def _loads(kg: Knowledge, plan: str, label: Callable[[str], str]) -> list[Load]:
    leads: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    leaders: dict[str, set[str]] = defaultdict(set)
    for row in kg.store.select(_LEADS, of_plan(plan)):
        leads[row["party"]][row["carrier"]].append(row["item"])
        leaders[row["item"]].add(row["carrier"])
    made = []
    for party, carried in leads.items():
        own = carried.pop(party, [])
        alone = [item for item in own if len(leaders[item]) == 1]
        jointly = [item for item in own if len(leaders[item]) > 1]
        made.append(Load(party, alone, jointly, dict(carried)))
    return sorted(made, key=lambda load: (-load.own, -load.all, label(load.party)))


def labels(kg: Knowledge) -> Callable[[str], str]:
    """A function that names an item of the graph as people call it."""
    from pyoxigraph import NamedNode

    about = kg.store.oxigraph.quads_for_pattern
    predicate = NamedNode(f"{PREFIXES['rdfs']}label")

    @cache
    def label(iri: str) -> str:
        found = about(NamedNode(iri), predicate, None)
        return min((str(plain(quad.object)) for quad in found), default=iri.rsplit("/", 1)[-1])

    return label
