"""`rrgraph export`: the graph in the formats other tools read."""

from __future__ import annotations

from pathlib import Path

import click

from rrgraph import exports
from rrgraph.cli._common import (
    OneOf,
    emit,
    endpoint_option,
    graph_option,
    output_option,
    plan_option,
    recalled,
    refuse_binary,
)
from rrgraph.errors import UsageError


def listed(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Tell what each format is for, and stop."""
    if wanted:
        width = max(map(len, exports.names()))
        for name in exports.names():
            click.echo(f"{name:<{width}}  {exports.load(name).SUMMARY}")
        context.exit()


@click.command(short_help="Write the plans in another format.")
@graph_option
@endpoint_option
@plan_option
@click.option("--to", "form", type=OneOf(exports.names()), required=True, help="The format.")
@click.option(
    "--list",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=listed,
    help="List the formats there are, and what each is for.",
)
@output_option
def command(graph: Path | None, plans: tuple[str, ...], form: str, output: Path | None) -> None:
    """Write the plans, stated, editorial and derived, in another format.

    All of them, or those named by --plan.

    \b
    Example:
      $ rrgraph export --to trig -o plans.trig
      wrote plans.trig
      $ rrgraph export --to gexf --plan yorkshire-humberside-2009 -o plan.gexf
      wrote plan.gexf
    """
    _hold_output(form, output)
    emit(exports.exported(form, recalled(graph), plans), output)


def _hold_output(form: str, output: Path | None) -> None:
    """A terminal cannot show a workbook, and an archive that is called .csv opens nowhere."""
    refuse_binary(exports, form, output, "plans")
    module = exports.load(form)
    if module.SUFFIX.endswith(".zip") and output and output.suffix.lower() == ".csv":
        named = output.with_suffix(".zip")
        raise UsageError(f"This format is an archive of several files. Call it {named}.")
