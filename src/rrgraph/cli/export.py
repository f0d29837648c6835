"""`rrgraph export`: the graph in the formats other tools read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import click

from rrgraph import exports
from rrgraph.cli._common import OneOf, emit, endpoint_option, graph_option, output_option, recalled


@click.command(short_help="Write the whole graph in another format.")
@graph_option
@endpoint_option
@click.option("--to", "form", type=OneOf(exports.names()), required=True, help="The format.")
@output_option
def command(graph: Path | None, form: str, output: Path | None) -> None:
    """Write the whole graph, stated, editorial and derived, in another format.

    \b
    Example:
      $ rrgraph export --to trig -o plans.trig
      wrote plans.trig
    """
    out = BytesIO()
    exports.load(form).write(recalled(graph), out)
    emit(out.getvalue(), output)
