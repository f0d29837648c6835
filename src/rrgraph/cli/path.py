"""`rrgraph path`: the chains of links from one item to another."""

from __future__ import annotations

from pathlib import Path

import click

from rrgraph.cli._common import (
    emit_table,
    endpoint_option,
    graph_option,
    output_option,
    recalled,
    row_format_option,
)


@click.command(short_help="Show the chains of links between two items.")
@click.argument("start")
@click.argument("end")
@graph_option
@endpoint_option
@row_format_option
@output_option
def command(start: str, end: str, graph: Path | None, form: str, output: Path | None) -> None:
    """Show the shortest chains of links that lead from one priority or action to another.

    Links belong to priorities: an action stands for its priority. Each step has the words printed.

    \b
    Example:
      $ rrgraph path yorkshire-humberside-2009/priority/2.4 yorkshire-humberside-2009/priority/2.1
      chain   step   item   refers_to   printed
      ...
    """
    kg = recalled(graph)
    table = kg.chains(start, end)
    if not table:
        back = "; the other way round there is one" if kg.chains(end, start) else ""
        click.echo(f"No chain of links leads from {start} to {end}{back}.", err=True)
    emit_table(kg, table, form, output)
