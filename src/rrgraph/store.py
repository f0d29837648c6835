"""One store of named graphs that every question is put to: an Oxigraph store in memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from rrgraph.errors import UsageError
from rrgraph.iris import INFERRED_GRAPH, PREFIXES, plan_iri, short

if TYPE_CHECKING:
    import rdflib
    from pyoxigraph import Quad

MOST_SHOWN = 200  # rows in a notebook


@dataclass(frozen=True)
class Table:
    """An answer in rows: column names, and rows of terms (None where a cell is unbound)."""

    columns: list[str]
    rows: list[tuple[Any, ...]]

    def __len__(self) -> int:
        """How many rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Each row as a dict of plain Python values by column name."""
        for row in self.rows:
            yield {c: plain(v) for c, v in zip(self.columns, row, strict=True)}

    def column(self, name: str) -> list[Any]:
        """All plain values of one column."""
        at = self.columns.index(name)
        return [plain(row[at]) for row in self.rows]

    def to_dataframe(self) -> Any:
        """The rows as a pandas DataFrame; pandas must be installed."""
        try:
            import pandas
        except ImportError as error:
            raise UsageError("A DataFrame needs pandas: pip install pandas.") from error
        return pandas.DataFrame(list(self), columns=self.columns)

    def _repr_html_(self) -> str:
        """The table as a notebook shows it: the first rows of a long one, and how many there are."""
        from html import escape

        def cells(values: Iterable[Any], tag: str) -> str:
            said = ("" if value is None else escape(str(value)) for value in values)
            return "".join(f"<{tag}>{one}</{tag}>" for one in said)

        head = cells(self.columns, "th")
        body = "".join(f"<tr>{cells(row.values(), 'td')}</tr>" for row in islice(self, MOST_SHOWN))
        count = len(self)
        told = f"{count} row{'s' * (count != 1)}"
        caption = f"the first {MOST_SHOWN} of {told}" if count > MOST_SHOWN else told
        table = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
        return f'<table><caption style="caption-side: bottom">{caption}</caption>{table}</table>'


_ASIDE = re.compile(
    r"""
    "{3}(?:\\[\s\S]|[^\\])*?"{3} | '{3}(?:\\[\s\S]|[^\\])*?'{3}  # texts over several lines
    | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'                    # texts
    | <[^<>"{}|^`\\\s]*>                                           # IRIs
    | \#[^\n]*                                                     # comments
    """,
    re.VERBOSE,
)
_NO_COLUMN = re.compile(r"\?\w+(?= in its SELECT projection)")  # what the engine says of it
_FROM = re.compile(r"(?<![\w?$:.-])FROM\b(?!:)", re.IGNORECASE)


def bare(sparql: str) -> str:
    """A query without what is no word of it: texts, IRIs and comments.

    >>> bare('SELECT ("# no" AS ?a) { ?s <http://x#y> ?o } # all')
    'SELECT (  AS ?a) { ?s   ?o }  '
    """
    return _ASIDE.sub(" ", sparql)


def masked(sparql: str) -> str:
    """A query of the same length in which texts, IRIs and comments are blank.

    >>> masked('ASK { ?s ?p "}" }')
    'ASK { ?s ?p     }'
    """
    return _ASIDE.sub(lambda found: " " * len(found[0]), sparql)


def columns_of(answer: Any) -> list[str]:
    """The columns of an answer, without those that only carry a parameter (`?_plan_iri`)."""
    names = (variable.value for variable in answer.variables)
    return [name for name in names if not name.startswith("_")]


def plain(value: Any) -> Any:
    """A term as a plain value: an IRI as text, a number as a number, unbound as None."""
    if value is None:
        return None
    datatype = getattr(value, "datatype", None)
    if datatype is None:
        return getattr(value, "value", str(value))
    kind = datatype.value.rsplit("#", 1)[-1]
    try:
        return _PLAIN[kind](value.value) if kind in _PLAIN else value.value
    except ValueError:  # "x" may be called a number, and stays a text
        return value.value


_PLAIN: dict[str, Callable[[str], Any]] = {
    "integer": int,
    **dict.fromkeys(("decimal", "double", "float"), float),
    "boolean": lambda written: written in ("true", "1"),
}


def of_plan(plan: str) -> dict[str, Any]:
    """What binds ?plan in a query to the plan of an id."""
    from pyoxigraph import NamedNode

    return {"plan": NamedNode(plan_iri(plan))}


class Store:
    """Named graphs in memory; each query sees the union of all of them as its default graph."""

    def __init__(self) -> None:
        """An empty store."""
        from pyoxigraph import Store as Oxigraph

        self.oxigraph = Oxigraph()

    def __len__(self) -> int:
        """How many quads."""
        return len(self.oxigraph)

    def load_nquads(self, quads: bytes) -> None:
        """Add N-Quads whose IRIs have been checked."""
        from pyoxigraph import RdfFormat

        self.oxigraph.load(quads, format=RdfFormat.N_QUADS, lenient=True)

    def load_ntriples(self, triples: bytes, graph: str) -> None:
        """Add N-Triples whose IRIs have been checked to a named graph."""
        from pyoxigraph import NamedNode, RdfFormat

        into = NamedNode(graph)
        self.oxigraph.load(triples, format=RdfFormat.N_TRIPLES, lenient=True, to_graph=into)

    def dump_nquads(self) -> bytes:
        """All quads as N-Quads."""
        from pyoxigraph import RdfFormat

        return self.oxigraph.dump(format=RdfFormat.N_QUADS) or b""

    def extend(self, quads: Iterable[Quad]) -> None:
        """Add quads."""
        self.oxigraph.bulk_extend(quads)

    def query(self, sparql: str, bindings: Mapping[str, Any] | None = None) -> Any:
        """The engine's own answer; `bindings` gives terms by variable name, bound as values.

        A query that says with FROM which graphs it is about is put to these alone.
        """
        from pyoxigraph import Variable

        substitutions = {Variable(name): value for name, value in (bindings or {}).items()}
        try:
            return self.oxigraph.query(
                sparql,
                prefixes=PREFIXES,
                use_default_graph_as_union=not _FROM.search(bare(sparql)),
                substitutions=substitutions,
            )
        except RuntimeError as error:
            if found := _NO_COLUMN.search(str(error)):
                said = f"The parameter {found[0]} is not among the columns of the query."
                raise UsageError(f"{said} Name it after SELECT, too.") from error
            raise

    def select(self, sparql: str, bindings: Mapping[str, Any] | None = None) -> Table:
        """The answer to a SELECT as a Table."""
        found = self.query(sparql, bindings)
        names = columns_of(found)
        return Table(names, [tuple(solution[name] for name in names) for solution in found])

    def derive(self, constructs: Iterable[str]) -> None:
        """Run CONSTRUCT queries into graph/inferred, once each and in order.

        A query rests on the plans and on the queries before it, never on itself or one after it;
        it leaves out what a plan says already, so that graph/inferred holds nothing but news.
        """
        from pyoxigraph import NamedNode, RdfFormat

        inferred, lines = NamedNode(INFERRED_GRAPH), RdfFormat.N_TRIPLES
        for sparql in constructs:
            found = self.query(sparql).serialize(format=lines)
            self.oxigraph.bulk_load(found, format=lines, to_graph=inferred, lenient=True)

    def rdflib(self) -> rdflib.Dataset:
        """The same store, not a copy, as an rdflib Dataset whose default graph is the union."""
        import rdflib
        from oxrdflib import OxigraphStore

        dataset = rdflib.Dataset(store=OxigraphStore(store=self.oxigraph), default_union=True)
        for prefix, base in PREFIXES.items():
            dataset.bind(prefix, base)
        return dataset


def shown(value: Any) -> str:
    """A term as a table in a terminal shows it."""
    if value is None:
        return ""
    text = getattr(value, "value", str(value))
    return short(text) if type(value).__name__ == "NamedNode" else str(text)
