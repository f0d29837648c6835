"""`rrgraph build`: everything at once."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rrgraph.cli._common import (
    OneOf,
    desk,
    desk_option,
    graph_option,
    keep_out_of_plans,
    kept,
    watch_option,
    workspace,
)
from rrgraph.findings import SEVERITIES, at_or_above

if TYPE_CHECKING:
    from rrgraph.workspace import Workspace


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
@watch_option
def command(
    graph: Path | None, output: Path, with_desk: bool, fail_on: str | None, watching: bool
) -> None:
    """Check the data and write the site: overview, gap report, explorer, dictionary, graph files.

    Faulty data is told and nothing is written. Gaps do not fail a build unless --fail-on is given.
    With --watch the site is built again after each change, while you type; what has not changed is
    not read again.

    \b
    Example:
      $ rrgraph build -o site
      ...57 in 20 blocks, 95 references, in yorkshire-humberside-2009...
      gaps: ... errors, ... warnings, ... notes
      ...
      ... site/explorer.html site/gaps.docx site/gaps.html ... site/index.html ...
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ends in order: no half site is left
    places = workspace(graph)
    keep_out_of_plans(output)

    def work() -> int:
        return _built(places, output, with_desk, fail_on)

    if watching:
        from rrgraph.cli._watching import watch

        watch(places, work)
    sys.exit(work())


def _built(places: Workspace, output: Path, with_desk: bool, fail_on: str | None) -> int:
    """Build once; the exit status."""
    from rrgraph.checking import check
    from rrgraph.errors import FaultyData
    from rrgraph.knowledge import Knowledge
    from rrgraph.loading import load
    from rrgraph.site import build_site, summary

    loaded = kept(load(places))
    if faults := check(loaded):
        raise FaultyData(faults)
    built = build_site(Knowledge(loaded), output, desk=desk(with_desk))
    for line in summary(built):
        click.echo(line)
    for fault in built.report.broken:
        click.echo(f"Error: {fault}", err=True)
    if built.report.broken:
        return 2
    return int(bool(fail_on and at_or_above(built.report.open, fail_on)))
