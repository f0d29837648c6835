"""`rrgraph accept`: a gap that the partners live with."""

from __future__ import annotations

from pathlib import Path

import click

from rrgraph.cli._common import graph_option, own_plans


@click.command(short_help="Accept a gap until a day, with a reason.")
@click.argument("rule")
@click.argument("item")
@graph_option
@click.option("--because", required=True, metavar="TEXT", help="Why the partners live with it.")
@click.option("--until", required=True, metavar="DATE", help="The last day of it (YYYY-MM-DD).")
def command(rule: str, item: str, graph: Path | None, because: str, until: str) -> None:
    """Write into editorial.yaml that the partners live with a gap until a day.

    The report then tells it as accepted, and as open again after that day; to accept it once more
    renews the entry. RULE and ITEM are named as in the report; ITEM may be one reference or
    milestone, where a rule finds several of an item.

    \b
    Example:
      $ rrgraph accept no-lead action/visitors-centres --until 2030-12-31 \\
      >   --because "The prisons agree a lead by then."
      accepted until 2030-12-31: Nobody is named as the lead of "visitors' centres" ...
      graph/plans/yorkshire-humberside-2009/editorial.yaml
    """
    from rrgraph.accepting import accept
    from rrgraph.knowledge import Knowledge
    from rrgraph.loading import load

    kg = Knowledge(load(own_plans(graph)))
    path, findings = accept(kg, rule, item, because, until)
    for finding in findings:
        click.echo(f"accepted until {until}: {finding.message}")
    click.echo(kg.workspace.shown(path))
