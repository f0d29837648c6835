"""`rrgraph init`: the folder of a new plan."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rrgraph.cli._common import graph_option, is_nearby

if TYPE_CHECKING:
    from rrgraph.knowledge import Knowledge


@click.command(short_help="Begin a new plan: a folder that passes `check`.")
@click.argument("plan")
@graph_option
@click.option("--title", prompt="Title as printed", help="The title of the plan, as printed.")
@click.option("--start", prompt="First day (YYYY-MM-DD)", metavar="DATE", help="Its first day.")
@click.option("--end", prompt="Last day (YYYY-MM-DD)", metavar="DATE", help="Its last day.")
@click.option(
    "--publisher", prompt="Publisher (id in agencies.yaml)", metavar="ID", help="Who issues it."
)
@click.option(
    "--publisher-name", metavar="NAME", help="Its name, where agencies.yaml does not have it yet."
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
    publisher_name: str | None,
    file: str | None,
    revises: str,
) -> None:
    """Begin a new plan: a folder that passes `check`.

    Where there is no folder graph/ it is begun too. What is known goes into plan.yaml; comments in
    actions.yaml and progress.yaml show what comes next. What is not given as an option is asked. The
    schemas with which an editor completes plan files are put beside the plans if they are not there.

    \b
    Example:
      $ rrgraph init norfolk-2022 --revises norfolk-2019 --publisher opccn \\
      >   --title "Norfolk framework 2022-25" --start 2022-04-01 --end 2025-03-31
      graph/plans/norfolk-2022/plan.yaml
      graph/plans/norfolk-2022/actions.yaml
      graph/plans/norfolk-2022/progress.yaml
    """
    from rrgraph.knowledge import Knowledge
    from rrgraph.loading import load
    from rrgraph.skeleton import Beginning, begin, hold
    from rrgraph.workspace import Workspace

    folder = _folder(graph)
    given = Beginning(plan, title, start, end, publisher, file or f"{plan}.txt", revises)
    hold(given, folder)
    with _there(folder / "plans"):
        kg = Knowledge(load(Workspace.find(folder)))
        kg.loaded.insist()
        if revises:
            kg.check_plans([revises])
        written = [*_registered(kg, publisher, publisher_name), *_schemas(kg)]
        for path in [*written, *begin(kg.workspace.graph, given)]:
            click.echo(kg.workspace.shown(path))


def _folder(graph: Path | None) -> Path:
    """The folder `graph/` that a plan goes into: the one named, the nearest, or a new one here."""
    from rrgraph.workspace import Workspace

    if graph:
        return graph
    found = Workspace.find()
    return found.graph if is_nearby(found) else Path("graph").absolute()


@contextmanager
def _there(folder: Path) -> Iterator[None]:
    """A folder that is made if it is not there, and taken away again if nothing came into it."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        with suppress(OSError):  # there is something in it
            for one in missing:
                one.rmdir()
        raise


def _registered(kg: Knowledge, publisher: str, name: str | None) -> Iterator[Path]:
    """See that the register has the publisher; written into it if its name is given."""
    from rrgraph.editing import append_entries
    from rrgraph.errors import UsageError, did_you_mean
    from rrgraph.skeleton import hold_id

    bodies = kg.bodies()
    if publisher in bodies:
        return
    if not name:
        near = did_you_mean(publisher, bodies)
        hint = near or "Write its name too: --publisher-name."
        raise UsageError(f'There is no agency "{publisher}". {hint}')
    hold_id(publisher, "agency", "noms-yh")
    path = kg.workspace.graph / "agencies.yaml"
    append_entries(path, "agencies", [{"id": publisher, "type": "Agency", "name": name}])
    yield path


def _schemas(kg: Knowledge) -> Iterator[Path]:
    """Write what an editor needs beside the plans, where it is not there or of another time."""
    from rrgraph.completion import schemas
    from rrgraph.outputs import write_whole

    for name, text in schemas(kg.loaded.vocabulary).items():
        path = kg.workspace.graph / name
        if not path.is_file() or path.read_bytes() != text.encode():
            write_whole(path, text)
            yield path
