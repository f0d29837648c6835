"""`rrgraph check`: the data contract."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from rrgraph.cli._common import OneOf, graph_option


@click.command()
@graph_option
@click.option(
    "--document",
    "documents",
    multiple=True,
    metavar="PLAN=FILE",
    help="Look up every quote of PLAN in the text of its document (repeatable).",
)
@click.option("--format", "form", type=OneOf(["text", "json"]), default="text")
@click.option("--engine", type=OneOf(["pyshacl-turbo", "pyshacl"]), help="SHACL engine.")
def command(graph: Path | None, documents: tuple[str, ...], form: str, engine: str | None) -> None:
    """Check the files of graph/: syntax, keys, references, shapes, counts and quotes.

    Every fault is told in one run, as `file:line:column: message` with what to do next. Silent and
    exit status 0 when nothing is wrong, 1 when something is. The folder of documents in the
    environment variable RRGRAPH_DOCUMENTS is used for every plan that --document does not name.

    \b
    Example:
      rrgraph check
    """
    from rrgraph.checking import check
    from rrgraph.loading import load
    from rrgraph.workspace import Workspace

    loaded = load(Workspace.find(graph))
    faults = check(loaded, _documents(loaded, documents), engine or "")
    if form == "json":
        click.echo(json.dumps([fault.as_dict() for fault in faults], indent=2, ensure_ascii=False))
    else:
        for fault in faults:
            click.echo(str(fault))
    sys.exit(1 if faults else 0)


def _documents(loaded: object, named: tuple[str, ...]) -> dict[str, Path]:
    from rrgraph.checking import documents_in
    from rrgraph.loading import Loaded

    assert isinstance(loaded, Loaded)
    folder = os.environ.get("RRGRAPH_DOCUMENTS")
    if folder and not Path(folder).is_dir():
        raise click.UsageError(f'RRGRAPH_DOCUMENTS is "{folder}", which is not a folder.')
    found = documents_in(loaded, Path(folder)) if folder else {}
    for entry in named:
        plan, equals, file = entry.partition("=")
        if not equals:
            raise click.UsageError(f'--document "{entry}" must be PLAN=FILE.')
        found[plan] = Path(file)
    return found
