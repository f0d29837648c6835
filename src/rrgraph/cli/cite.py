"""`rrgraph cite`: digests of the passages that are too long to quote."""

from __future__ import annotations

from pathlib import Path

import click

from rrgraph.cli._common import documents_of, documents_option, graph_option, own_plans


@click.command(short_help="Write the digests of long passages into graph/.")
@graph_option
@documents_option
def command(graph: Path | None, documents: tuple[str, ...]) -> None:
    """Write the digest of each long passage, cited by its first and last words, into graph/.

    An entry with `quote` and `ends` gets `digest`, taken from the document; `rrgraph check
    --document` verifies it. Two passages with equal digests are the same, word for word.

    \b
    Example:
      $ rrgraph cite
    """
    from rrgraph.citing import cite
    from rrgraph.loading import load

    loaded = load(own_plans(graph))
    loaded.insist()
    for shown, count in cite(loaded, documents_of(loaded, documents)).items():
        click.echo(f"{shown}: {count} digest{'s' * (count != 1)} written")
