"""`rrgraph build`: everything at once."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from rrgraph.cli._common import OneOf, desk, desk_option, graph_option, keep_out_of_plans, workspace
from rrgraph.findings import SEVERITIES, at_or_above


@click.command(short_help="Check the data and write the whole site.")
@graph_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    metavar="DIR",
    help="The folder to write; an earlier site there is replaced when the new one is whole.",
)
@desk_option
@click.option("--fail-on", type=OneOf(SEVERITIES), help="Exit 1 if a gap is as bad, or worse.")
def command(graph: Path | None, output: Path, with_desk: bool, fail_on: str | None) -> None:
    """Check the data and write the site: overview, gap report, explorer, dictionary, graph files.

    Faulty data is told and nothing is written. Gaps do not fail a build unless --fail-on is given.

    \b
    Example:
      $ rrgraph build -o site
      ...57 in 20 blocks, 95 references, in yorkshire-humberside-2009...
      gaps: ... errors, ... warnings, ... notes
      ...
      ... site/explorer.html site/gaps.docx site/gaps.html ... site/index.html ...
    """
    from rrgraph.checking import check
    from rrgraph.errors import FaultyData
    from rrgraph.knowledge import Knowledge
    from rrgraph.loading import load
    from rrgraph.site import build_site, summary

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ends in order: no half site is left
    places = workspace(graph)
    keep_out_of_plans(output)
    loaded = load(places)
    if faults := check(loaded):
        raise FaultyData(faults)
    built = build_site(Knowledge(loaded), output, desk=desk(with_desk))
    for line in summary(built):
        click.echo(line)
    for fault in built.report.broken:
        click.echo(f"Error: {fault}", err=True)
    if built.report.broken:
        sys.exit(2)
    if fail_on and at_or_above(built.report.open, fail_on):
        sys.exit(1)
