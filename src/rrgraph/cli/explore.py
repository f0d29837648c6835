"""`rrgraph explore`: the explorer alone."""

from __future__ import annotations

from pathlib import Path

import click

from rrgraph.cli._common import desk, desk_option, emit, endpoint_option, graph_option, recalled


@click.command(short_help="Write the network explorer as one HTML file.")
@graph_option
@endpoint_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("explorer.html"),
    show_default=True,
    metavar="FILE",
    help="The file to write, whole or not at all.",
)
@desk_option
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
def command(graph: Path | None, output: Path, with_desk: bool, show: bool) -> None:
    """Write the network explorer as one HTML file that loads nothing from any network.

    Its Queries tab asks the graph in the page; --no-desk leaves that out, for a file half as large.

    \b
    Example:
      $ rrgraph explore -o explorer.html
      wrote explorer.html
    """
    from rrgraph.explorer import explorer_html

    kg = recalled(graph)
    emit(explorer_html(kg, kg.gaps(), desk=desk(with_desk)), output)
    if show:
        click.launch(str(output.resolve()))
