"""`rrgraph query`: questions by name, by file, or typed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rrgraph import answers
from rrgraph.cli._common import (
    OneOf,
    emit,
    endpoint,
    endpoint_option,
    graph_option,
    output_option,
    pairs,
    parameters_option,
    recalled,
    refuse_binary,
)
from rrgraph.errors import UsageError
from rrgraph.store import Table

if TYPE_CHECKING:
    from rrgraph.answers import Answer
    from rrgraph.knowledge import Knowledge
    from rrgraph.queries import Query

SECONDS = 60.0  # that a query may take
MOST_BYTES = 1024 * 1024  # the longest query that ships is 2 KB


@click.command(short_help="Ask a question: by name, by file, or typed in SPARQL.")
@click.argument("query", required=False)
@click.argument("more", nargs=-1, metavar="")
@parameters_option
@click.option(
    "--format", "form", type=OneOf(answers.names()), help="Default: table, or ttl for triples."
)
@click.option("--list", "listing", is_flag=True, help="List the questions there are, by topic.")
@click.option("--sources", is_flag=True, help="Add where each answer stands, and its words.")
@click.option("--stated-only", is_flag=True, help="Leave out what is judged and what is computed.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="When to stop a query of your own, or to wait for a store no longer.",
)
@graph_option
@endpoint_option
@output_option
def command(
    query: str | None,
    more: tuple[str, ...],
    parameters: tuple[str, ...],
    form: str | None,
    listing: bool,
    sources: bool,
    stated_only: bool,
    seconds: float,
    graph: Path | None,
    output: Path | None,
) -> None:
    """Ask a question: a name from the library, a file with SPARQL, SPARQL itself, or - for standard input.

    Prefixes need not be written. A parameter is bound as a value, never pasted into the text.

    \b
    Example:
      $ rrgraph query block-refers-to -p block=yorkshire-humberside-2009/priority/1.1
      printed       points_at   number   title ...
      ...
      1.3.1 (IOM)   action      1.3.1    Integrated Offender Management ...
      ...
      6 rows
      $ rrgraph query 'SELECT ?title { ?plan a rrg:Plan ; rrg:title ?title }' --format csv
      title
      ...
    """
    if more:
        hint = f"Write -p {more[0]}" if "=" in more[0] else "Name one query"
        raise click.UsageError(f'"{more[0]}" is one word too many. {hint}.')
    from rrgraph import asking

    kg = _knowledge(graph, stated_only, seconds)
    if listing:
        emit(asking.menu(kg), output)
    elif query:
        refuse_binary(answers, form, output, "answer")
        found, given = _find(kg, query), dict(pairs(parameters))
        shown = asking.stated_only(kg) if stated_only else kg
        if told := asking.left_out(kg, shown, found.text) if stated_only else []:
            click.echo(f"Left out by --stated-only: {', '.join(told)}.", err=True)
        answer = _asked(shown, found, given, seconds)
        if sources and isinstance(answer, Table):
            answer = asking.with_sources(shown, answer, shown.bindings(found, given))
        emit(answers.rendered(answer, form or ""), output)
    elif sys.stdin is not None and sys.stdin.isatty():
        from rrgraph.shell import run

        run(kg)
    else:
        hint = "`rrgraph query --list` shows the names."
        raise click.UsageError(f"Name a query or a file, or write SPARQL; {hint}")


def _knowledge(graph: Path | None, stated_only: bool, seconds: float) -> Knowledge:
    """The graph to ask: a store that is named by URL is asked where it is."""
    if not (url := endpoint()):
        return recalled(graph)
    from rrgraph.remote import asked

    if stated_only or graph:
        raise UsageError("--endpoint asks a store as it is: leave out --graph and --stated-only.")
    return asked(url, seconds)


def _asked(kg: Knowledge, query: Query, given: dict[str, str], seconds: float) -> Answer:
    """The answer, with what may have gone wrong said beside it."""
    from rrgraph import asking, hints

    for said in hints.doubts(kg, query):
        click.echo(f"Warning: {said}", err=True)
    try:
        answer = asking.ask(kg, query, given, seconds)
    except OSError as error:  # a query may name another store by SERVICE
        raise UsageError(f"What the query asks of another store failed: {error}.") from error
    if not answer and query.form != "ASK":  # of which "no" is an answer
        for said in hints.why_empty(kg, query, kg.bindings(query, given)):
            click.echo(f"Nothing was found: {said}", err=True)
    return answer


def _find(kg: Knowledge, query: str) -> Query:
    from rrgraph.asking import update_word
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
    path = Path(query)
    # Of a name that is too long for a file Path would raise an error.
    is_file = path.suffix in (".rq", ".sparql") or os.path.isfile(query)  # noqa: PTH113
    if query_form(query) or update_word(query) or ("{" in query and not is_file):
        name = "the query typed"
        return Query(name, Path(name), {}, query)
    if not is_file:
        return kg.library.find(query)
    if path.exists() and not path.is_file() and not path.is_dir():  # a pipe might never end
        raise FaultyFile(path, "this is no ordinary file", "Send its text to `rrgraph query -`.")
    if path.exists() and path.stat().st_size > MOST_BYTES:
        hint = f"At most {MOST_BYTES // 1024} KB are read; give a text file with one SPARQL query."
        raise FaultyFile(path, "the file is too large to be a query", hint)
    return read_query(path)
