"""`rrgraph show`: everything on one thing, with its sources."""

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


@click.command(short_help="Show everything on one thing, with its sources.")
@click.argument("item")
@graph_option
@endpoint_option
@row_format_option
@output_option
def command(item: str, graph: Path | None, form: str, output: Path | None) -> None:
    """Show all that is said of an item: itself, its parts, what points at it, and its gaps.

    ITEM is an action, a priority, a body, a target or anything else, written as the report writes
    it. Each fact has its basis, where it stands in the document, and the words there.

    \b
    Example:
      $ rrgraph show yorkshire-humberside-2009/action/2.2.2
      part   what   says   basis   where   quote   node
      ...
      part   measure   Prolific and Priority Offenders reoffend less.   stated ...
      ...
    """
    kg = recalled(graph)
    emit_table(kg, kg.facts(item), form, output)
