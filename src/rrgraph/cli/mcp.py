"""`rrgraph mcp`: the questions as tools for an assistant."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rrgraph.cli._common import endpoint_option, graph_option, recalled
from rrgraph.errors import UsageError


@click.command(short_help="Let an assistant ask, over the Model Context Protocol.")
@graph_option
@endpoint_option
def command(graph: Path | None) -> None:
    """Answer an assistant over the Model Context Protocol, on standard input and output.

    It can list the questions, run one, ask in SPARQL, explain an item with its sources, and list the
    gaps. It reads only, and sends nothing to anybody. The program that speaks for the assistant
    starts it: give it the command `rrgraph` with the word `mcp`.

    \b
    Example:
      $ rrgraph mcp </dev/null
    """
    from rrgraph.assistant import server

    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("An assistant's program starts this, and speaks with it by pipes.")
    server(recalled(graph)).run("stdio")
