"""`rrgraph import`: what people have, as YAML for a person to review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rrgraph.cli._common import graph_option, recalled

if TYPE_CHECKING:
    from rrgraph.imports._proposal import Proposal


@click.command(name="import", short_help="Read a document or workbook into YAML for review.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--plan", required=True, metavar="ID", help="The plan that it is, or will be.")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="COLUMN=HEADING",
    help="What stands under a heading, such as lead=Who (repeatable).",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write the files into this folder; without it they are only shown.",
)
@graph_option
def command(
    file: Path, plan: str, columns: tuple[str, ...], output: Path | None, graph: Path | None
) -> None:
    """Read what people have into YAML of the form that graph/plans holds, for a person to review.

    Tables of actions are found in text, Word, PDF, Excel, CSV, Markdown and web pages by their
    headings; a workbook that `rrgraph export` wrote, and StratML, are read back. Shown first is what
    would be written, then what could not be placed and which names the register does not hold.
    Nothing is written without -o, and no file is overwritten that has changed.

    \b
    Example:
      $ printf 'Ref,Action,Lead,By when\\n1.1,Open a hub,NOMS,March 2030\\n' > hub.csv
      $ rrgraph import hub.csv --plan hub-2030 -o graph/plans/hub-2030
      1 action, 1 priority, 1 lead, 1 milestone.
      ...
      wrote graph/plans/hub-2030/actions.yaml
      wrote graph/plans/hub-2030/plan.yaml
    """
    from rrgraph.imports import reader
    from rrgraph.progress import bar
    from rrgraph.skeleton import hold_id

    module = reader(file)
    hold_id(plan, "plan", "norfolk-2022")
    kg = recalled(graph)
    with bar("Reading") as advance:
        proposal = module.propose(file, plan, kg, _given(columns), advance)
    if output:
        _tell(proposal)
        for path in proposal.write(output):
            click.echo(f"wrote {path}", err=True)
    else:
        click.echo(proposal.diff(), nl=False)
        _tell(proposal)
        if proposal.files:
            click.echo("Nothing was written: name a folder with -o to write these files.", err=True)


def _given(columns: tuple[str, ...]) -> dict[str, str]:
    """What a person said of the columns: role -> heading."""
    found = {}
    for entry in columns:
        role, equals, heading = entry.partition("=")
        if not equals or not heading.strip():
            raise click.UsageError(f'--map "{entry}" must be COLUMN=HEADING, such as lead=Who.')
        found[role.strip()] = heading
    return found


def _tell(proposal: Proposal) -> None:
    """What was found, and what is left for a person."""
    for line in proposal.told:
        click.echo(line)
    if proposal.unknown:
        click.echo(f"\nNot in the register ({len(proposal.unknown)}):")
        for unknown in proposal.unknown:
            click.echo(f"  {unknown}")
    if proposal.unplaced:
        click.echo(f"\nNot placed ({len(proposal.unplaced)}):")
        for unplaced in proposal.unplaced:
            click.echo(f"  {unplaced}")
