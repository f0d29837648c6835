"""`rrgraph init`: the folder of a new plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rrgraph.cli._common import graph_option, knowledge

if TYPE_CHECKING:
    from rrgraph.knowledge import Knowledge


@click.command()
@click.argument("plan")
@graph_option
@click.option("--title", prompt="Title as printed", help="The title of the plan, as printed.")
@click.option("--start", prompt="First day (YYYY-MM-DD)", metavar="DATE", help="Its first day.")
@click.option("--end", prompt="Last day (YYYY-MM-DD)", metavar="DATE", help="Its last day.")
@click.option(
    "--publisher", prompt="Publisher (id in agencies.yaml)", metavar="ID", help="Who issues it."
)
@click.option("--file", metavar="NAME", help="The text of its document (default: PLAN.txt).")
@click.option(
    "--revises", default="", metavar="PLAN", help="The edition that it takes the place of."
)
def command(
    plan: str,
    graph: Path | None,
    title: str,
    start: str,
    end: str,
    publisher: str,
    file: str | None,
    revises: str,
) -> None:
    """Begin a new plan: a folder that passes `check`.

    What is known goes into plan.yaml; comments in actions.yaml and progress.yaml show what comes
    next. What is not given as an option is asked. The schemas with which an editor completes plan
    files are put beside the plans if they are not there.

    \b
    Example:
      $ rrgraph init norfolk-2022 --revises norfolk-2019 --publisher opccn \\
      >   --title "Norfolk framework 2022-25" --start 2022-04-01 --end 2025-03-31
      graph/plans/norfolk-2022/plan.yaml
      graph/plans/norfolk-2022/actions.yaml
      graph/plans/norfolk-2022/progress.yaml
    """
    from rrgraph.errors import UsageError, did_you_mean
    from rrgraph.skeleton import Beginning, begin

    kg = knowledge(graph)
    bodies = kg.bodies()
    if publisher not in bodies:
        near = did_you_mean(publisher, bodies) or "Add it to graph/agencies.yaml first."
        raise UsageError(f'There is no agency "{publisher}". {near}')
    if revises:
        kg.check_plans([revises])
    given = Beginning(plan, title, start, end, publisher, file or f"{plan}.txt", revises)
    for path in [*_schemas(kg), *begin(kg.workspace.graph, given)]:
        click.echo(kg.workspace.shown(path))


def _schemas(kg: Knowledge) -> Iterator[Path]:
    """Write what an editor needs beside the plans, where it is not there or of another time."""
    from rrgraph.completion import schemas
    from rrgraph.outputs import write_whole

    for name, text in schemas(kg.loaded.vocabulary).items():
        path = kg.workspace.graph / name
        if not path.is_file() or path.read_bytes() != text.encode():
            write_whole(path, text)
            yield path
