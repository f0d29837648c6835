"""A question put to the graph: within a limit, with its sources, and never silently nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rrgraph.answers import Answer
from rrgraph.errors import did_you_mean
from rrgraph.grids import labels
from rrgraph.iris import EDITORIAL, INFERRED_GRAPH, PREFIXES, THINGS, short, term
from rrgraph.knowledge import Knowledge
from rrgraph.limits import OverTheLimit, within
from rrgraph.queries import Query, not_sparql
from rrgraph.remembering import Remembered
from rrgraph.store import Store, Table, bare

SECONDS = 60.0
MOST_ROWS = 1_000_000
MOST_SOURCES = 5  # told of one row
_OURS = re.compile(r"(?<![\w?$:.-])rrg:(\w+)")
_EDITORIAL_BASIS = "https://w3id.org/rrgraph/scheme/basis/editorial"


def ask(kg: Knowledge, query: Query, given: Mapping[str, str], seconds: float = SECONDS) -> Answer:
    """The answer to a query: a Table, a bool, or a list of triples.

    What came with rrgraph is known to end; a query of the user's own is stopped after `seconds`, and
    so is one with more than a million rows. FaultyFile for a query that is not SPARQL.
    """
    bindings = kg.bindings(query, given)
    try:
        if kg.library.is_shipped(query):
            return answer(kg.store, query.text, bindings)
        return within(seconds, answer, kg.store, query.text, bindings)
    except SyntaxError as error:
        raise not_sparql(query.path, error, query.text) from error
    except OverTheLimit as error:
        said = f"The query {error}. Ask for less: begin with the rarest pattern, and join every"
        raise OverTheLimit(f"{said} pattern to another.") from error


def answer(store: Store, sparql: str, bindings: Mapping[str, Any]) -> Answer:
    """What the engine says, as plain data that can be sent from one process to another."""
    found = store.query(sparql, bindings)
    kind = type(found).__name__
    if kind == "QueryBoolean":
        return bool(found)
    rows: list[Any] = []
    names = [v.value for v in found.variables] if kind == "QuerySolutions" else []
    shown = [name for name in names if not name.startswith("_")]
    for one in found:
        rows.append(tuple(one[name] for name in shown) if names else one)
        if len(rows) > MOST_ROWS:
            raise OverTheLimit(f"was stopped after {MOST_ROWS} rows")
    return Table(shown, rows) if kind == "QuerySolutions" else rows


# ---------------------------------------------------------------------- where an answer stands
def with_sources(kg: Knowledge, table: Table) -> Table:
    """The rows with one more column: where the items of the row stand in the plans, and their words."""
    from pyoxigraph import Literal

    known: dict[str, str] = {}

    def told(row: Iterable[Any]) -> Any:
        items = dict.fromkeys(cell.value for cell in row if type(cell).__name__ == "NamedNode")
        for item in items.keys() - known.keys():
            known[item] = _source(kg.store, item)
        said = [known[item] for item in items if known[item]]
        return Literal("; ".join(dict.fromkeys(said[:MOST_SOURCES]))) if said else None

    return Table([*table.columns, "sources"], [(*row, told(row)) for row in table.rows])


def _source(store: Store, item: str) -> str:
    """`section 9, row 2.2.2: “quarterly”`; empty for what stands nowhere."""
    from pyoxigraph import NamedNode

    sparql = """SELECT ?where ?quote ?item WHERE {
        ?item rrg:citation ?citation . ?citation rdfs:label ?where
        OPTIONAL { ?citation oa:hasSelector/oa:exact ?quote } } ORDER BY ?where ?quote LIMIT 1"""
    for row in store.select(sparql, {"item": NamedNode(item)}):
        quote = f": “{row['quote']}”" if row["quote"] else ""
        return f"{row['where']}{quote}"
    return ""


# ---------------------------------------------------------------------- what is stated alone
def stated_only(kg: Knowledge) -> Knowledge:
    """The same plans without what a curator judged and what is computed.

    What remains derived restates one printed fact in another form: the plan and block of an item,
    its label, who leads it, what it refers to. These queries say `restates: "yes"`.
    """
    judged = {
        quad.subject
        for quad in kg.store.oxigraph
        if quad.predicate.value == term("basis") and quad.object.value == _EDITORIAL_BASIS
    }
    store = Store()
    store.extend(
        quad
        for quad in kg.store.oxigraph
        if quad.graph_name.value != INFERRED_GRAPH
        and not quad.graph_name.value.startswith(EDITORIAL)
        and quad.subject not in judged
        and quad.object not in judged
    )
    derive = kg.library.all("derive")
    store.derive(query.text for query in derive if query["restates"])
    return Remembered(kg.workspace, store, kg.places)


# ---------------------------------------------------------------------- help that prevents silence
def unknown_terms(kg: Knowledge, sparql: str) -> Iterator[str]:
    """Each term of ours that the ontology does not have, with the nearest that it has."""
    described = {
        row["term"].removeprefix(PREFIXES["rrg"])
        for row in kg.store.select("SELECT DISTINCT ?term { ?term rdfs:isDefinedBy ?ontology }")
    }
    for name in sorted(set(_OURS.findall(bare(sparql))) - described):
        near = did_you_mean(name, described)
        yield f"the ontology has no term rrg:{name}. {near}".rstrip()


def why_empty(kg: Knowledge, query: Query, bindings: Mapping[str, Any]) -> list[str]:
    """The patterns of a query that match nothing even alone; empty where none is to blame.

    Only a query whose patterns can be read is looked at, each pattern asked for one match.
    """
    try:
        patterns = list(_patterns(query.text))
    except Exception:  # whatever the other parser does not know: the answer stays as it was
        return []
    blamed = []
    for pattern in dict.fromkeys(patterns):
        names = set(re.findall(r"\?(\w+)", pattern))
        bound = {name: value for name, value in bindings.items() if name in names}
        if not kg.store.query(f"ASK {{ {pattern} }}", bound):
            values = ", ".join(f"?{name} = {short(v.value)}" for name, v in sorted(bound.items()))
            blamed.append(f"nothing matches {pattern}{f' with {values}' if values else ''}")
    return blamed


def _patterns(sparql: str) -> Iterator[str]:
    """The triple patterns of a query, as SPARQL; what is optional or negated may match nothing."""
    from rdflib import Graph
    from rdflib.namespace import NamespaceManager
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    names = NamespaceManager(Graph(), bind_namespaces="none")
    for prefix, base in PREFIXES.items():
        names.bind(prefix, base)
    for triple in _triples(translateQuery(parseQuery(sparql), initNs=PREFIXES).algebra):
        yield " ".join(str(one.n3(names)).replace("_:", "?") for one in triple)


def _triples(part: Any) -> Iterator[Any]:
    """The triples that every answer must match: of a union, one side may be empty."""
    name = getattr(part, "name", "")
    if name == "BGP":
        yield from part.triples
    elif name and name != "Union":
        sides = ("p1",) if name in ("LeftJoin", "Minus") else ("p", "p1", "p2")
        for side in sides:
            yield from _triples(part.get(side))


# ---------------------------------------------------------------------- items by their names
def named(kg: Knowledge, table: Table) -> Table:
    """The rows with items of the graph, one in a cell or several, as people call them."""
    from pyoxigraph import Literal

    label = labels(kg)

    def told(cell: Any) -> Any:
        words = str(getattr(cell, "value", "")).split()
        if not words or not all(word.startswith(THINGS) for word in words):
            return cell
        return Literal("; ".join(label(word).rstrip(".") for word in words))

    kept = ("plan", "node")  # ids, to be written again
    return Table(
        table.columns,
        [
            tuple(
                cell if name in kept else told(cell)
                for name, cell in zip(table.columns, row, strict=True)
            )
            for row in table.rows
        ],
    )
