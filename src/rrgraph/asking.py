"""A question put to the graph: within a limit, with its sources, and never silently nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from rrgraph.answers import Answer
from rrgraph.endpoint import Endpoint
from rrgraph.errors import FaultyFile, did_you_mean
from rrgraph.grids import labels
from rrgraph.iris import EDITORIAL, INFERRED_GRAPH, PREFIXES, THINGS, short, term
from rrgraph.knowledge import Knowledge
from rrgraph.limits import OverTheLimit, within
from rrgraph.queries import Query, not_sparql, own_terms
from rrgraph.remembering import Remembered
from rrgraph.store import Store, Table, bare

SECONDS = 60.0
MOST_ROWS = 1_000_000
MOST_SOURCES = 5  # told of one row
_PLACE = """?citation rdfs:label ?where
    OPTIONAL { ?citation oa:hasSource ?source }
    OPTIONAL { ?citation oa:hasSelector/oa:exact ?quote }"""
_OWN_PLACE = f"""SELECT ?where ?quote ?source ?item WHERE {{ ?item rrg:citation ?citation . {_PLACE} }}
    ORDER BY ?source ?where ?quote LIMIT 1"""
_PLACES = f"""SELECT ?where ?quote ?source ?item ?plan WHERE {{
    {{ SELECT DISTINCT ?item ?node WHERE {{
        GRAPH ?graph {{ ?node ?points ?item }} FILTER(?graph != <{INFERRED_GRAPH}>) }} }}
    FILTER(STRSTARTS(STR(?node), ?plan))
    ?node rrg:citation ?citation . {_PLACE} OPTIONAL {{ ?node rrg:order ?order }} }}
    ORDER BY ?source ?order ?where ?quote"""
_UPDATE = re.compile(
    r"(?:\s*(?:BASE|PREFIX\s+[^\s:]*\s*:))*\s*"
    r"(INSERT|DELETE|WITH|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD)(?![\w.-])",
    re.IGNORECASE,
)
_IN_PLAN = re.compile(rf"{re.escape(THINGS)}plan/[^/]+")
_EDITORIAL_BASIS = "https://w3id.org/rrgraph/scheme/basis/editorial"


def ask(kg: Knowledge, query: Query, given: Mapping[str, str], seconds: float = SECONDS) -> Answer:
    """The answer to a query: a Table, a bool, or a list of triples.

    What came with rrgraph is known to end; a query of the user's own is stopped after `seconds`, and
    so is one with more than a million rows. FaultyFile for an update, and for what is not SPARQL.
    """
    _refuse_update(query)
    bindings = kg.bindings(query, given)
    try:
        if kg.library.is_shipped(query) or isinstance(kg.store, Endpoint):  # which ends it itself
            return answer(kg.store, query.text, bindings)
        return within(seconds, answer, kg.store, query.text, bindings)
    except SyntaxError as error:
        raise _unknown_prefix(query, error) or not_sparql(query.path, error, query.text) from error
    except OverTheLimit as error:
        said = f"The query {error}. Ask for less: begin with the rarest pattern, and join every"
        raise OverTheLimit(f"{said} pattern to another.") from error


def update_word(text: str) -> str:
    """The word that a text begins with if it is an update: INSERT, DROP and the like; else empty.

    >>> update_word("PREFIX a: <b:> drop all"), update_word("drop-out")
    ('drop', '')
    """
    found = _UPDATE.match(bare(text))
    return found[1] if found else ""


def _refuse_update(query: Query) -> None:
    """The graph changes by its files alone: say so, where the engine only wonders at the word."""
    words = bare(query.text)
    found = None if query.form else _UPDATE.match(words)
    if found:
        line = words.count("\n", 0, found.start(1)) + 1
        hint = "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE; the graph changes by its files alone."
        raise FaultyFile(query.path, f"{found[1].upper()} is an update, not a question", hint, line)


def _unknown_prefix(query: Query, error: SyntaxError) -> FaultyFile | None:
    """A prefix that nobody declared, at its place: the engine says so only after the word."""
    said = re.fullmatch(r"error at (\d+):(\d+): .*Prefix not found.*", error.msg, re.DOTALL)
    lines = query.text.splitlines()
    line, end = (int(said[1]), int(said[2])) if said else (0, 1)
    if not 0 < line <= len(lines):
        return None
    word = re.search(r"([\w.-]*):\S*$", lines[line - 1][: end - 1])
    if not word:
        return None
    near = did_you_mean(word[1], PREFIXES) or f"Known are: {', '.join(PREFIXES)}."
    hint = f"{near} Or write PREFIX {word[1]}: <...> above the query."
    message = f"nobody has said what the prefix {word[1]}: stands for"
    return FaultyFile(query.path, message, hint, line, word.start() + 1, lines[line - 1])


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


def menu(kg: Knowledge) -> str:
    """The questions there are, by topic: number, name, what each tells, and its parameters."""
    queries = sorted(kg.library.all("ask"), key=lambda q: (q["topic"], q["number"], q.name))
    wide = max((len(query.name) for query in queries), default=0)
    lines: list[str] = []
    topic = ""
    for query in queries:
        if query["topic"] != topic:
            topic = query["topic"]
            lines += ["", topic] if lines else [topic]
        lines.append(f"  {query['number']:<4} {query.name:<{wide}}  {query['summary']}")
        defaults = (f"{name}={query.defaults.get(name, '...')}" for name in query.parameters)
        taken = "  ".join(defaults)
        lines += [f"{'':<{wide + 9}}{taken}"] if taken else []
    lines += [
        "",
        "Below a question stand its parameters as they are by default: -p name=value sets one.",
    ]
    return "\n".join(lines) + "\n"


# ---------------------------------------------------------------------- where an answer stands
def with_sources(kg: Knowledge, table: Table, asked: Mapping[str, Any] | None = None) -> Table:
    """The rows with one more column: where the items of the row stand in the plans, and their words.

    A body, a target or an indicator stands in many places: of these the first is told, and how many
    there are, in the plan that the row or the question (`asked`, its parameters) is about.
    """
    from pyoxigraph import Literal

    about = [_plan_of(value) for value in (asked or {}).values()]
    known: dict[tuple[str, str], str] = {}

    def told(row: Iterable[Any]) -> Any:
        items = list(dict.fromkeys(item for cell in row for item in _items_in(cell)))
        plan = next(filter(None, [*map(_plan_of, items), *about]), "")
        for item in items:
            if (item, plan) not in known:
                known[item, plan] = _source(kg.store, item, plan)
        said = list(dict.fromkeys(filter(None, (known[item, plan] for item in items))))
        more = [f"and {len(said) - MOST_SOURCES} more"] if len(said) > MOST_SOURCES else []
        return Literal("; ".join([*said[:MOST_SOURCES], *more])) if said else None

    return Table([*table.columns, "sources"], [(*row, told(row)) for row in table.rows])


def _items_in(cell: Any) -> list[str]:
    """The items of the graph in a cell: one, or several strung together."""
    return [word for word in str(getattr(cell, "value", "")).split() if word.startswith(THINGS)]


def _plan_of(item: Any) -> str:
    """The plan that an item belongs to; empty for what belongs to none alone."""
    found = _IN_PLAN.match(str(getattr(item, "value", item)))
    return found[0] if found else ""


def _source(store: Store, item: str, plan: str) -> str:
    """`norfolk-2019, section 7.4: “renamed”`; empty for what stands nowhere."""
    from pyoxigraph import Literal, NamedNode

    own, *_ = [*store.select(_OWN_PLACE, {"item": NamedNode(item)}), None]
    if own:
        return _as_printed(own)
    for where in dict.fromkeys((plan, "")):  # what the plan does not name, another may
        places = list(store.select(_PLACES, {"item": NamedNode(item), "plan": Literal(where)}))
        if places:
            break
    else:
        return ""
    count = f" (first of {len(places)} places)" if len(places) > 1 else ""
    return f"{_as_printed(places[0])}{count}"


def _as_printed(place: Mapping[str, Any]) -> str:
    quote = f": “{place['quote']}”" if place["quote"] else ""
    document = short(place["source"] or "").removeprefix("document/")
    return f"{document + ', ' if document else ''}{place['where']}{quote}"


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


def left_out(kg: Knowledge, stated: Knowledge, sparql: str) -> list[str]:
    """The terms of ours in a query that only what was left out has, and why it was."""
    from pyoxigraph import NamedNode

    is_a, told = NamedNode(f"{PREFIXES['rdf']}type"), []

    def graphs(of: Knowledge, name: str) -> set[str]:
        node, find = NamedNode(term(name)), of.store.oxigraph.quads_for_pattern
        found = [*find(None, node, None), *find(None, is_a, node)]
        return {str(getattr(quad.graph_name, "value", "")) for quad in found}

    for name in sorted(own_terms(sparql)):
        whole = graphs(kg, name)
        if whole and not graphs(stated, name):
            told.append(f"rrg:{name} ({'computed' if whole == {INFERRED_GRAPH} else 'judged'})")
    return told


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
