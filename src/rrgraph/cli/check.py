"""`rrgraph check`: the data contract."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from rrgraph.cli._common import OneOf, documents_of, documents_option, graph_option, workspace


@click.command(short_help="Check the files of graph/, every fault with its line.")
@graph_option
@documents_option
@click.option("--format", "form", type=OneOf(["text", "json"]), default="text", show_default=True)
@click.option("--engine", type=OneOf(["pyshacl-turbo", "pyshacl"]), help="SHACL engine.")
def command(graph: Path | None, documents: tuple[str, ...], form: str, engine: str | None) -> None:
    """Check the files of graph/: syntax, keys, references, shapes, counts and quotes.

    Every fault is told in one run, as `file:line:column: message` with what to do next. Silent and
    exit status 0 when nothing is wrong, 1 when something is. The folder of documents in the
    environment variable RRGRAPH_DOCUMENTS is used for every plan that --document does not name.

    \b
    Example:
      $ rrgraph check
    """
    from rrgraph.checking import check
    from rrgraph.errors import FaultyData
    from rrgraph.loading import load

    try:
        loaded = load(workspace(graph))
        faults = check(loaded, documents_of(loaded, documents), engine or "")
    except FaultyData as error:  # what keeps the rest from being read at all
        faults = error.faults
    if form == "json":
        click.echo(json.dumps([fault.as_dict() for fault in faults], indent=2, ensure_ascii=False))
    else:
        for fault in faults:
            click.echo(str(fault))
    sys.exit(1 if faults else 0)
