"""`rrgraph diff`: what a refresh changed."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rrgraph import changes
from rrgraph.cli._common import OneOf, emit, graph_option, output_option, own_plans

if TYPE_CHECKING:
    from rrgraph.refresh import Candidate, Refresh

ANSWERS = {"r": "reworded", "m": "merged", "s": "split", "v": "moved", "n": ""}


@click.command(short_help="Compare two editions of a plan, item by item.")
@click.argument("old")
@click.argument("new")
@graph_option
@click.option("--format", "form", type=OneOf(changes.names()), default="text", show_default=True)
@click.option(
    "--record",
    is_flag=True,
    help="Ask of each candidate what it is, and write what you accept into editorial.yaml of NEW.",
)
@output_option
def command(
    old: str, new: str, graph: Path | None, form: str, record: bool, output: Path | None
) -> None:
    """Compare two editions of a plan, item by item.

    Tells what was carried, reworded, merged, split, moved and dropped, what is new, and what changed.
    OLD and NEW are each a plan, a plan at a git revision (PLAN@HEAD~1), or the folder of a plan.
    Continuations that a curator recorded come first. What nobody has judged is ranked by likeness
    and marked as a candidate.

    \b
    Example:
      $ rrgraph diff norfolk-2016 norfolk-2019
      norfolk-2016 -> norfolk-2019: 3 carried word for word, 5 reworded, ...
      ...
      $ rrgraph diff norfolk-2016 norfolk-2019 --format html -o changes.html
      wrote changes.html
    """
    from rrgraph.editions import Editions
    from rrgraph.refresh import compare

    editions = Editions(graph)
    later = editions.find(new)
    if record and later.kg.workspace.graph == editions.workspace.graph:
        own_plans(graph)
    refresh = compare(editions.find(old), later)
    if record:
        if not later.kg.workspace.graph.is_dir():
            raise click.UsageError(
                f"{new} is a past state, in which nothing is written: name the plan."
            )
        _record(refresh)
        return
    out = StringIO()
    changes.load(form).write(refresh, out)
    emit(out.getvalue(), output)


def _record(refresh: Refresh) -> None:
    """Ask of each candidate, then write all that was accepted, once."""
    from rrgraph.recording import continuation_entries, record

    if refresh.is_one_plan:
        raise click.UsageError("Continuations join two plans; these are states of one.")
    if not refresh.candidates:
        click.echo("There are no candidates: every item is accounted for, or like no other.")
        return
    accepted: list[tuple[Candidate, str, str]] = []
    for number, one in enumerate(refresh.candidates, 1):
        click.echo(f"\n{number} of {len(refresh.candidates)}, likeness {one.score} ({one.why})")
        click.echo(f"  before  {one.earlier.label}\n  after   {one.later.label}")
        asked = "  [r]eworded, [m]erged, [s]plit, mo[v]ed, or [n]ot the same"
        kind = ANSWERS[click.prompt(asked, type=OneOf(list(ANSWERS)), default="n")]
        if kind:
            because = click.prompt("  because", type=str).strip()
            accepted.append((one, kind, because))
    count = record(refresh, continuation_entries(refresh, accepted))
    click.echo(f"\n{count} continuation{'s' * (count != 1)} written")
