"""`rrgraph serve`: a SPARQL endpoint and the site, on this machine alone."""

from __future__ import annotations

import signal
import sys
import tempfile
from pathlib import Path

import click

from rrgraph.cli._common import graph_option, workspace

PORT = 7878


@click.command(short_help="Serve SPARQL and the site on this machine.")
@graph_option
@click.option(
    "--site",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="A site that was built already, in place of one built now.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    metavar="NUMBER",
    help="Where to listen; 0 is any port that is free.",
)
@click.option(
    "--seconds",
    type=click.IntRange(1),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="When to stop a query.",
)
def command(graph: Path | None, site: Path | None, port: int, seconds: int) -> None:
    """Serve the graph by SPARQL 1.1 Protocol at /sparql, read only, and the site at /.

    Only programs on this machine are answered. A browser gets a page to write queries in. Ctrl-C
    ends it.

    \b
    Example:
      $ rrgraph serve --port 0
      http://127.0.0.1:.../ the site; http://127.0.0.1:.../sparql SPARQL. Ctrl-C ends it.
    """
    from rrgraph.knowledge import Knowledge
    from rrgraph.loading import load
    from rrgraph.serving import serving
    from rrgraph.site import build_site

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    kg = Knowledge(load(workspace(graph)))
    with tempfile.TemporaryDirectory(prefix="rrgraph-site-") as away:
        folder = site or build_site(kg, Path(away) / "site").folder
        with serving(kg, folder, port, seconds) as front:
            click.echo(f"{front.address} the site; {front.address}sparql SPARQL. Ctrl-C ends it.")
            sys.stdout.flush()
            front.serve_forever()
