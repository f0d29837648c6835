"""`rrgraph refresh`: what the plan officer takes into a refresh."""

from __future__ import annotations

from pathlib import Path

import click

from rrgraph.cli._common import graph_option


@click.command(short_help="Write a folder for the board at a refresh.")
@click.argument("old")
@click.argument("new")
@graph_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("pack"),
    show_default=True,
    metavar="DIR",
    help="The folder to write; an earlier pack there is replaced when the new one is whole.",
)
def command(old: str, new: str, graph: Path | None, output: Path) -> None:
    """Write a folder for the board at a refresh.

    What was carried, dropped, new, and in other hands or at other times; which gaps are new, gone
    and still there; what broke because its target went; and a sheet for each partner. OLD and NEW
    are named as for `rrgraph diff`.

    \b
    Example:
      $ rrgraph refresh norfolk-2016 norfolk-2019 -o pack
      pack/index.html
      ...
    """
    from rrgraph.cli._common import keep_out_of_plans
    from rrgraph.editions import Editions
    from rrgraph.pack import write_pack
    from rrgraph.refresh import compare

    keep_out_of_plans(output)
    editions = Editions(graph)
    for path in write_pack(compare(editions.find(old), editions.find(new)), output):
        click.echo(path)
