"""`rrgraph links`: what hangs on what."""

from __future__ import annotations

from pathlib import Path

import click

from rrgraph.cli._common import (
    emit_table,
    endpoint_option,
    graph_option,
    output_option,
    plan_option,
    recalled,
    row_format_option,
)


@click.command(short_help="Show what hangs on what.")
@click.argument("item", required=False)
@graph_option
@endpoint_option
@plan_option
@row_format_option
@output_option
def command(
    item: str | None,
    graph: Path | None,
    plans: tuple[str, ...],
    form: str,
    output: Path | None,
) -> None:
    """Show what a priority refers to and what refers to it, with the words printed.

    Links belong to priorities: for an action those of its priority are shown. Without ITEM every
    priority is listed with how much it reaches and how much hangs on it, directly and in all.

    \b
    Example:
      $ rrgraph links yorkshire-humberside-2009/priority/2.2
      link   item   printed   returned
      ...
      6 rows
      $ rrgraph links --plan yorkshire-humberside-2009
      plan   item   refers_to   reaches   referred_to_by   reached_from
      ...
      20 rows
    """
    kg = recalled(graph)
    if item is None:
        return emit_table(kg, kg.analyses("reach", plans), form, output)
    return emit_table(kg, kg.links(item), form, output)
