"""`rrgraph check`: the data contract."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rrgraph.cli._common import (
    OneOf,
    documents_of,
    documents_option,
    graph_option,
    kept,
    watch_option,
    workspace,
)

if TYPE_CHECKING:
    from rrgraph.workspace import Workspace


@click.command(short_help="Check the files of graph/, every fault with its line.")
@graph_option
@documents_option
@click.option("--format", "form", type=OneOf(["text", "json"]), default="text", show_default=True)
@click.option(
    "--engine",
    type=OneOf(["pyshacl-turbo", "pyshacl"]),
    help="Ask this SHACL engine; by default one is asked only where a shape may be broken.",
)
@watch_option
def command(
    graph: Path | None,
    documents: tuple[str, ...],
    form: str,
    engine: str | None,
    watching: bool,
) -> None:
    """Check the files of graph/: syntax, keys, references, shapes, counts and quotes.

    Every fault is told in one run, as `file:line:column: message` with what to do next. Silent and
    exit status 0 when nothing is wrong, 1 when something is. The folder of documents in the
    environment variable RRGRAPH_DOCUMENTS is used for every plan that --document does not name.
    With --watch it is done again after each change, while you type.

    \b
    Example:
      $ rrgraph check
    """
    places = workspace(graph)

    def work() -> bool:
        return _is_sound(places, documents, form, engine or "")

    if watching:
        from rrgraph.cli._watching import watch

        watch(places, work)
    sys.exit(0 if work() else 1)


def _is_sound(places: Workspace, documents: tuple[str, ...], form: str, engine: str) -> bool:
    """Check once, and tell every fault."""
    from rrgraph.checking import check
    from rrgraph.errors import FaultyData
    from rrgraph.loading import load

    try:
        loaded = kept(load(places))
        faults = check(loaded, documents_of(loaded, documents), engine)
    except FaultyData as error:  # what keeps the rest from being read at all
        faults = error.faults
    if form == "json":
        click.echo(json.dumps([fault.as_dict() for fault in faults], indent=2, ensure_ascii=False))
    else:
        for fault in faults:
            click.echo(str(fault))
    return not faults
