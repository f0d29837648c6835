"""`rrgraph load`: who carries how much."""

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


@click.command(short_help="Show who leads and contributes to how much.")
@graph_option
@endpoint_option
@plan_option
@click.option("--agency", metavar="ID", help="One body alone, quarter by quarter.")
@click.option("--rolled-up", is_flag=True, help="With what its units and posts carry.")
@row_format_option
@output_option
def command(
    graph: Path | None,
    plans: tuple[str, ...],
    agency: str | None,
    rolled_up: bool,
    form: str,
    output: Path | None,
) -> None:
    """Show how many actions each partner leads, alone and with others, and contributes to.

    Names count as printed; --rolled-up adds units and posts to their body. With --agency the rows
    are what that body has due in each quarter of the calendar.

    \b
    Example:
      $ rrgraph load --plan yorkshire-humberside-2009
      plan   party   leads   alone   jointly   contributes   actions   share
      ...
      50 rows
      $ rrgraph load --plan yorkshire-humberside-2009 --agency noms-yh
      plan   party   quarter   leads   contributes
      ...
      5 rows
    """
    from rrgraph.errors import UsageError
    from rrgraph.store import Table

    kg = recalled(graph)
    if agency is None:
        rows = kg.analyses("partner-load", plans, rolled_up=rolled_up)
        return emit_table(kg, rows, form, output)
    if rolled_up:
        raise UsageError("--rolled-up and --agency cannot be asked together.")
    iri = kg.find(agency if "/" in agency else f"agency/{agency}")
    table = kg.analyses("load-by-quarter", plans)
    at = table.columns.index("party")
    own = [row for row in table.rows if row[at].value == iri]
    return emit_table(kg, Table(table.columns, own), form, output)
