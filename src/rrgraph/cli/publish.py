"""`rrgraph publish`: the graph put into a SPARQL 1.1 store."""

from __future__ import annotations

from pathlib import Path

import click

from rrgraph.cli._common import graph_option, knowledge


@click.command(short_help="Put the graph into a SPARQL 1.1 store.")
@graph_option
@click.option("--endpoint", "url", required=True, metavar="URL", help="Where the store is asked.")
@click.option(
    "--update", "update_url", metavar="URL", help="Where it is changed, if somewhere else."
)
@click.option("--prune", is_flag=True, help="Drop graphs of ours that are no longer in graph/.")
def command(graph: Path | None, url: str, update_url: str | None, prune: bool) -> None:
    """Replace our named graphs in a store, each only when all of them arrived whole.

    Credentials are read from RRGRAPH_USER and RRGRAPH_PASSWORD, or RRGRAPH_TOKEN, or a netrc file.

    \b
    Example:
      $ rrgraph publish --endpoint localhost || echo "No address."
      Error: "localhost" is no address such as http://localhost:7878/sparql.
      No address.
    """
    from rrgraph.endpoint import Endpoint
    from rrgraph.publishing import publish

    endpoint = Endpoint(url, update_url=update_url or "")
    done = publish(knowledge(graph), endpoint, prune=prune)
    for name, count in done.graphs.items():
        click.echo(f"{count:>8} triples  {name}")
    for name in done.pruned:
        click.echo(f" dropped          {name}")
    for name in done.left:
        click.echo(
            f"There is also {name}, which is no longer in graph/: --prune drops it.", err=True
        )
