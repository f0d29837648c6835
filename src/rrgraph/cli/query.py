"""`rrgraph query`: questions by name, by file, or typed."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rrgraph.cli._common import OneOf, emit, graph_option, output_option, recalled
from rrgraph.errors import UsageError

if TYPE_CHECKING:
    from rrgraph.knowledge import Knowledge
    from rrgraph.queries import Query

FORMATS = ["table", "csv", "tsv", "json", "md", "ttl"]
MOST_BYTES = 1024 * 1024  # the longest query that ships is 2 KB
_UPDATE = re.compile(
    r"^(?:\s*(?:BASE|PREFIX\s+[^\s:]*\s*:))*\s*"
    r"(INSERT|DELETE|WITH|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD)(?![\w.-])",
    re.IGNORECASE,
)


@click.command(short_help="Ask a question: by name, by file, or typed in SPARQL.")
@click.argument("query", required=False)
@click.option(
    "-p",
    "--parameter",
    "parameters",
    multiple=True,
    metavar="KEY=VALUE",
    help="What a question asks about (repeatable); --list shows what each takes.",
)
@click.option("--format", "form", type=OneOf(FORMATS), help="Default: table, or ttl for triples.")
@click.option("--list", "listing", is_flag=True, help="List the questions there are, by topic.")
@graph_option
@output_option
def command(
    query: str | None,
    parameters: tuple[str, ...],
    form: str | None,
    listing: bool,
    graph: Path | None,
    output: Path | None,
) -> None:
    """Ask a question: a name from the library, a file with SPARQL, or - for standard input.

    Prefixes need not be written. A parameter is bound as a value, never pasted into the text.

    \b
    Example:
      $ rrgraph query block-refers-to -p block=yorkshire-humberside-2009/priority/1.1
      printed       points_at   number   title ...
      ...
      1.3.1 (IOM)   action      1.3.1    Integrated Offender Management ...
      ...
      6 rows
      $ echo 'SELECT ?title { ?plan a rrg:Plan ; rrg:title ?title }' | rrgraph query - --format csv
      title
      ...
    """
    kg = recalled(graph)
    if listing:
        return emit(_menu(kg), output)
    if not query:
        raise click.UsageError(
            "Name a query, a file, or - ; `rrgraph query --list` shows the names."
        )
    found = _find(kg, query)
    _refuse_update(found)
    _warn_of_unknown_terms(kg, found.text)
    given = dict(_pairs(parameters))
    try:
        answer = _answer(kg, found, given, form)
    except OSError as error:  # a query may name another store by SERVICE
        raise UsageError(f"What the query asks of another store failed: {error}.") from error
    return emit(answer, output)


def _pairs(parameters: tuple[str, ...]) -> list[tuple[str, str]]:
    pairs = []
    for entry in parameters:
        key, equals, value = entry.partition("=")
        if not equals:
            raise click.UsageError(f'-p "{entry}" must be KEY=VALUE.')
        pairs.append((key, value))
    return pairs


def _find(kg: Knowledge, query: str) -> Query:
    from rrgraph.errors import FaultyFile
    from rrgraph.queries import Query, query_form, read_query

    if query == "-":
        name = "standard input"
        if sys.stdin is None:
            raise click.UsageError("There is no standard input to read.")
        try:
            text = sys.stdin.buffer.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise FaultyFile(name, "the query is not UTF-8 text", "Send it as UTF-8.") from error
        return Query(name, Path(name), {}, text)
    if query_form(query):
        raise click.UsageError("SPARQL itself goes into a file, or by a pipe to `rrgraph query -`.")
    path = Path(query)
    if path.suffix not in (".rq", ".sparql") and not path.is_file():
        return kg.library.find(query)
    if path.exists() and not path.is_file() and not path.is_dir():  # a pipe might never end
        raise FaultyFile(path, "this is no ordinary file", "Send its text to `rrgraph query -`.")
    if path.exists() and path.stat().st_size > MOST_BYTES:
        hint = f"At most {MOST_BYTES // 1024} KB are read; give a text file with one SPARQL query."
        raise FaultyFile(path, "the file is too large to be a query", hint)
    return read_query(path)


def _refuse_update(query: Query) -> None:
    """The graph changes by its files alone: say so, where the engine only wonders at the word."""
    from rrgraph.errors import FaultyFile
    from rrgraph.store import bare

    words = bare(query.text)
    found = None if query.form else _UPDATE.search(words)
    if found:
        line = words.count("\n", 0, found.start(1)) + 1
        hint = "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE; the graph changes by its files alone."
        raise FaultyFile(query.path, f"{found[1].upper()} is an update, not a question", hint, line)


def _answer(kg: Knowledge, query: Query, given: Mapping[str, str], form: str | None) -> str | bytes:
    from rrgraph.queries import not_sparql

    try:
        answer = kg.store.query(query.text, kg.bindings(query, given))
    except SyntaxError as error:
        raise not_sparql(query.path, error) from error
    kind = type(answer).__name__
    is_graph = kind == "QueryTriples"
    if form and is_graph != (form == "ttl"):
        other = "triples: use --format ttl" if is_graph else "no triples: use another --format"
        raise click.UsageError(f"A query of this form gives {other}.")
    if is_graph:
        return _triples(answer)
    if form in ("csv", "tsv", "json"):
        from pyoxigraph import QueryResultsFormat

        names = [] if kind == "QueryBoolean" else [v.value for v in answer.variables]
        data: bytes = answer.serialize(format=getattr(QueryResultsFormat, form.upper()))
        data = _without_parameters(data, form, names)
        return data if data.endswith(b"\n") else data + b"\n"
    if kind == "QueryBoolean":
        return "yes" if answer else "no"
    from rrgraph.store import columns_of

    columns = columns_of(answer)
    rows = [[solution[name] for name in columns] for solution in answer]
    return _markdown(columns, rows) if form == "md" else _table(columns, rows)


def _without_parameters(data: bytes, form: str, names: list[str]) -> bytes:
    """An answer without the columns that only repeat a parameter, as in a table."""
    kept = [at for at, name in enumerate(names) if not name.startswith("_")]
    if len(kept) == len(names):
        return data
    text = data.decode()
    if form == "json":
        import json

        answer = json.loads(text)
        answer["head"]["vars"] = [names[at] for at in kept]
        for row in answer["results"]["bindings"]:
            for name in row.keys() - set(answer["head"]["vars"]):
                del row[name]
        return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    if form == "tsv":  # no cell of it holds a tabulator or the end of a line
        lines = (line.split("\t") for line in text.removesuffix("\n").split("\n"))
        return "".join("\t".join(line[at] for at in kept) + "\n" for line in lines).encode()
    import csv
    from io import StringIO

    out = StringIO(newline="")
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    rows = csv.reader(StringIO(text, newline=""))
    csv.writer(out).writerows([row[at] for at in kept] for row in rows)
    return out.getvalue().encode()


def _triples(answer: Any) -> bytes:
    from pyoxigraph import RdfFormat, serialize

    from rrgraph.iris import PREFIXES

    data = serialize(sorted(answer, key=str), format=RdfFormat.TURTLE, prefixes=PREFIXES)
    assert data is not None
    return data


def _table(columns: list[str], rows: list[list[Any]]) -> str:
    from io import StringIO

    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from rrgraph.store import shown

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(value)) for value in row))
    out = StringIO()
    terminal = Console().width if sys.stdout.isatty() else 10_000
    Console(file=out, width=terminal, color_system=None, force_terminal=False).print(table)
    text = "\n".join(line.rstrip() for line in out.getvalue().splitlines())
    return f"{text.strip(chr(10))}\n{len(rows)} row{'s' * (len(rows) != 1)}\n"


def _markdown(columns: list[str], rows: list[list[Any]]) -> str:
    from rrgraph.store import shown

    def line(cells: list[str]) -> str:
        return "| " + " | ".join(c.replace("|", "\\|").replace("\n", " ") for c in cells) + " |"

    body = [line([shown(value) for value in row]) for row in rows]
    return "\n".join([line(columns), line(["---"] * len(columns)), *body]) + "\n"


def _menu(kg: Knowledge) -> str:
    lines: list[str] = []
    queries = sorted(kg.library.all("ask"), key=lambda q: (q["topic"], q["number"], q.name))
    for query in queries:
        if f"{query['topic']}" not in lines:
            lines += ["", query["topic"]] if lines else [query["topic"]]
        options = "".join(f" -p {name}=..." for name in query.parameters if name != "plan")
        lines.append(f"  {query.name + options:<44} {query['summary']}")
    return "\n".join(lines) + "\n"


def _warn_of_unknown_terms(kg: Knowledge, text: str) -> None:
    """A term of ours that the ontology does not have matches nothing, in silence: say so."""
    from rrgraph.errors import did_you_mean
    from rrgraph.iris import term

    vocabulary = kg.loaded.vocabulary
    known = {vocabulary.local(iri) for iri in (*vocabulary.classes, *vocabulary.properties)}
    for name in sorted(set(re.findall(r"\brrg:(\w+)", text))):
        if name not in known and not vocabulary.values(
            term(name), "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
        ):
            near = did_you_mean(name, known)
            click.echo(f"Warning: the ontology has no term rrg:{name}. {near}", err=True)
